// @ts-check
// What a chapter's page needs beside reading.js for somebody who is signed in.
import "./elements/live-form.js";
import "./elements/passage-bar.js";
import "./elements/reading-place.js";
