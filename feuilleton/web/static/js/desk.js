// @ts-check
// The elements of the author's desk.
import "./elements/kind-words.js";
