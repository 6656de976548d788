// @ts-check
import { pieces } from "../reading.js";

/**
 * Keeps where somebody is in a chapter, and brings them back to it.
 *
 *   <reading-place to="/chapters/…/place" revision="12" further="k3v9q2ab 37" last="k3v9q2ab 12"><p>…</p></reading-place>
 *
 * A spot is a block and a number of code points into its text, as the server counts them. `last`: where they were last;
 * `further`: the furthest they have been, which the sentence inside offers when the page opens before it. `silent`:
 * nothing is told. A page that opens at a spot's block is moved to the very line; nothing else ever moves the page.
 */

const LINE = 24; // how far below the top of the window the line one reads stands
const PAUSE = 1500;
const DWELL = 4000; // a page that was opened and not moved is being read after this long

class ReadingPlace extends HTMLElement {
  /** @type {HTMLElement | null} */
  #prose = null;
  #timer = 0;
  #told = "";
  #moved = false; // by the reader, not by us or by the browser as it opens the page
  #dwelt = false;
  #settled = -1; // where we left the page

  connectedCallback() {
    this.#prose = document.querySelector(".prose.begins");
    if (!this.#prose) return;
    for (const name of ["scroll", "pagehide", "hashchange", "load"]) addEventListener(name, this, { passive: true });
    for (const name of ["visibilitychange", "wheel", "touchmove", "keydown", "pointerdown"])
      document.addEventListener(name, this, { passive: true });
    this.#open();
    document.fonts.ready.then(() => this.#open());
    this.#wait(DWELL);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    for (const name of ["scroll", "pagehide", "hashchange", "load"]) removeEventListener(name, this);
    for (const name of ["visibilitychange", "wheel", "touchmove", "keydown", "pointerdown"])
      document.removeEventListener(name, this);
  }

  /** @param {Event} event */
  handleEvent({ type }) {
    if (type === "scroll") {
      if (Math.abs(scrollY - this.#settled) > 2) this.#wait(PAUSE);
    } else if (type === "load") this.#open();
    else if (type === "hashchange") this.#open(true);
    else if (type === "pagehide" || (type === "visibilitychange" && document.visibilityState === "hidden")) this.#tell();
    else if (type !== "visibilitychange") this.#moved = true;
  }

  /** To the very line of the spot whose block the address names; else offer the furthest one, where it is further on. */
  #open(asked = false) {
    if (this.#moved && !asked) return;
    const [visit] = performance.getEntriesByType("navigation");
    const isNew = asked || /** @type {PerformanceNavigationTiming} */ (visit)?.type === "navigate";
    const spot = [this.#spot("last"), this.#spot("further")].find((one) => one && location.hash === `#b-${one.block.slice(2)}`);
    if (spot && isNew) scrollBy({ top: top(spot.block, spot.offset) - LINE, behavior: "instant" });
    this.#settled = scrollY;
    this.#offer(spot && asked ? null : this.#spot("further"));
  }

  /** @param {string} name @returns {{block: string, offset: number} | null} */
  #spot(name) {
    const [block, offset] = (this.getAttribute(name) ?? "").split(" ");
    return document.getElementById(`b-${block}`) ? { block: `b-${block}`, offset: Number(offset) } : null;
  }

  /** @param {{block: string, offset: number} | null} further */
  #offer(further) {
    const words = this.querySelector("p");
    if (!words) return;
    words.hidden = !further || top(further.block, further.offset) < innerHeight;
    if (words.hidden || words.classList.contains("over")) return;
    const { bottom } = words.getBoundingClientRect();
    words.classList.toggle("over", bottom < 0);
  }

  /** @param {number} time */
  #wait(time) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#dwelt = true;
      this.#tell();
    }, time);
  }

  /** Nothing is told of a page that was only opened, nor while a spot further on is offered and nobody has read on. */
  #tell() {
    const offered = this.querySelector("p:not([hidden])");
    if (this.hasAttribute("silent") || !(this.#moved || (this.#dwelt && !offered))) return;
    const { block, offset } = spotAt(LINE, /** @type {HTMLElement} */ (this.#prose));
    const end = this.#prose && this.#prose.getBoundingClientRect().bottom <= innerHeight ? "1" : "";
    const told = `${block} ${offset} ${end}`;
    if (told === this.#told) return;
    this.#told = told;
    offered?.toggleAttribute("hidden", offered.classList.contains("over"));
    const body = new URLSearchParams({
      block,
      offset: String(offset),
      revision: this.getAttribute("revision") ?? "0",
      seen: String(Date.now()),
      end,
    });
    navigator.sendBeacon(this.getAttribute("to") ?? "", body);
  }
}

customElements.define("reading-place", ReadingPlace);

/**
 * The first line of the text that is not above `line`.
 * @param {number} line @param {HTMLElement} prose
 */
function spotAt(line, prose) {
  const blocks = [...prose.children].filter((one) => one.id.startsWith("b-"));
  const here = blocks.find((one) => one.getBoundingClientRect().bottom > line) ?? blocks.at(-1);
  if (!here) return { block: "", offset: 0 };
  return { block: here.id.slice(2), offset: here.getBoundingClientRect().top >= line ? 0 : offsetAt(line, here) };
}

/** @param {number} line @param {Element} block */
function offsetAt(line, block) {
  let [low, high] = [0, size(block)];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top, bottom } = box(block, middle);
    if ((top + bottom) / 2 < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far from the top of the window the spot's line is. @param {string} id @param {number} offset */
function top(id, offset) {
  const block = /** @type {HTMLElement} */ (document.getElementById(id));
  return (offset ? box(block, offset) : block.getBoundingClientRect()).top;
}

/** The box of the sign at an offset, or of the last one. @param {Element} block @param {number} offset */
function box(block, offset) {
  const [found] = pieces(block).filter(({ at, signs }) => offset < at + signs.length);
  const piece = found ?? pieces(block).at(-1);
  if (!piece) return block.getBoundingClientRect();
  const place = Math.max(0, Math.min(offset - piece.at, piece.signs.length - 1));
  const start = piece.signs.slice(0, place).join("").length;
  const range = document.createRange();
  range.setStart(piece.node, start);
  range.setEnd(piece.node, Math.min(piece.node.length, start + (piece.signs[place]?.length ?? 0)));
  return range.getBoundingClientRect();
}

/** How many code points the block's text has. @param {Element} block */
function size(block) {
  const last = pieces(block).at(-1);
  return last ? last.at + last.signs.length : 0;
}
