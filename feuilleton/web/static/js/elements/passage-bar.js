// @ts-check
import { pieces } from "../reading.js";

/**
 * A button at the end of what is selected in the chapter: a note on just that. It stands in its paragraph, so that it
 * is the next thing that Tab reaches; Escape takes it away.
 *
 *   <passage-bar to="/chapters/…/mark/" revision="12" says="Note"></passage-bar>
 */
const PAUSE = 200;

class PassageBar extends HTMLElement {
  #button = document.createElement("button");
  #timer = 0;
  #address = "";

  connectedCallback() {
    this.#button.type = "button";
    this.#button.className = "button main";
    this.#button.textContent = this.getAttribute("says");
    Object.assign(this.#button.style, { position: "absolute", zIndex: "1", textIndent: "0", whiteSpace: "nowrap" });
    // What is selected stays selected while the button is pressed.
    this.#button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#button.addEventListener("click", () => location.assign(this.#address));
    for (const name of ["selectionchange", "keydown"]) document.addEventListener(name, this);
  }

  disconnectedCallback() {
    this.#hide();
    for (const name of ["selectionchange", "keydown"]) document.removeEventListener(name, this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "selectionchange") {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(), PAUSE);
    } else if (/** @type {KeyboardEvent} */ (event).key === "Escape") this.#hide();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#button.remove();
  }

  #show() {
    const selection = getSelection();
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const passage = range && passageOf(range);
    if (!range || !passage) return this.#hide();
    const { first, last, start, end, quote } = passage;
    const asked = { revision: this.getAttribute("revision") ?? "", start, end, to: last.id.slice(2), quote };
    this.#address = `${this.getAttribute("to")}${first.id.slice(2)}?${new URLSearchParams(/** @type {any} */ (asked))}`;
    this.#button.setAttribute("aria-label", `${this.getAttribute("says")}: ${quote.slice(0, 60)}`);
    const home = /^(UL|OL|BLOCKQUOTE)$/.test(last.tagName) ? (last.lastElementChild ?? last) : last;
    if (this.#button.parentNode !== home) home.insertBefore(this.#button, home.querySelector(":scope > .pilcrow"));
    const box = [...range.getClientRects()].at(-1) ?? last.getBoundingClientRect();
    const left = Math.min(box.right, document.documentElement.clientWidth - this.#button.offsetWidth - 8);
    this.#button.style.left = `${Math.max(8, left) + scrollX}px`;
    this.#button.style.top = `${box.bottom + scrollY + 6}px`;
  }
}
customElements.define("passage-bar", PassageBar);

/**
 * What of the chapter's text lies in a range: its blocks, and from which code point to which of their texts, joined by
 * line ends, as the server counts them.
 * @param {Range} range
 */
function passageOf(range) {
  const prose = document.querySelector(".prose.begins");
  const all = [...(prose?.children ?? [])].filter((one) => one.id.startsWith("b-"));
  const inside = all.filter((one) => range.intersectsNode(one) && within(one, range)[0] < within(one, range)[1]);
  const first = inside[0], last = inside.at(-1);
  if (!first || !last) return null;
  const texts = all.slice(all.indexOf(first), all.indexOf(last) + 1).map(letters);
  const joined = texts.flatMap((text, at) => (at ? ["\n", ...text] : text));
  let start = within(first, range)[0];
  let end = joined.length - letters(last).length + within(last, range)[1];
  while (start < end && !joined[start].trim()) start += 1;
  while (start < end && !joined[end - 1].trim()) end -= 1;
  return start < end ? { first, last, start, end, quote: joined.slice(start, end).join("").slice(0, 200) } : null;
}

/** The code points of a block between which the range lies in it. @param {Element} block @param {Range} range */
function within(block, range) {
  return [
    offsetOf(block, range.startContainer, range.startOffset),
    offsetOf(block, range.endContainer, range.endOffset),
  ];
}

/** @param {Element} block @param {Node} node @param {number} place */
function offsetOf(block, node, place) {
  const here = document.createRange();
  here.setStart(node, place);
  for (const piece of pieces(block)) {
    if (piece.node === node) return piece.at + [...piece.node.data.slice(0, place)].length;
    if (here.comparePoint(piece.node, 0) > 0) return piece.at;
  }
  return letters(block).length;
}

/** @param {Element} block @returns {string[]} */
function letters(block) {
  /** @type {string[]} */
  const found = [];
  for (const { at, signs } of pieces(block)) {
    while (found.length < at) found.push("\n");
    found.push(...signs);
  }
  return found;
}
