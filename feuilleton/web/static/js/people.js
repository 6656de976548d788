// @ts-check
// What the pages of one's own account need beside site.js.
import "./elements/time-zone.js";
