// @ts-check
// The elements of the writing page.
import "./elements/auto-save.js";
import "./elements/go-there.js";
import "./elements/live-form.js";
