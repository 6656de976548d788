// @ts-check
// The elements of every page but those for reading.
import "./elements/live-form.js";
import "./elements/list-search.js";
