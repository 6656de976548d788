// @ts-check
// What the form for a note needs beside site.js.
import "./elements/live-difference.js";
