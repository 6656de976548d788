// What a reading page does beside standing there. One file, nothing imported; the page is finished without it.

const page = document.documentElement;

/** The reader's look, applied while they choose it and kept as they go. */
class ReadingSettings extends HTMLElement {
  connectedCallback() {
    this.#show();
    this.addEventListener("change", this);
  }

  /** What the page wears is what the form says: a stored page does not know it. */
  #show() {
    for (const field of this.querySelectorAll("select, [name=theme]")) {
      const worn = page.getAttribute(`data-${field.name}`) ?? "";
      if (field.type === "radio") field.checked = field.value === worn;
      else field.value = worn;
    }
  }

  handleEvent() {
    const form = this.querySelector("form");
    const chosen = new FormData(form);
    for (const { name } of this.querySelectorAll("select, [name=theme]")) {
      const value = chosen.get(name);
      if (value) page.setAttribute(`data-${name}`, value);
      else page.removeAttribute(`data-${name}`);
    }
    const body = new URLSearchParams(chosen);
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "live-form" }, keepalive: true });
  }
}
customElements.define("reading-settings", ReadingSettings);

/** The chapter's bar leaves with the page as one reads on, and comes back when one turns back. */
class ComingBack extends HTMLElement {
  #last = 0;

  connectedCallback() {
    document.addEventListener("scroll", this, { passive: true });
  }

  disconnectedCallback() {
    document.removeEventListener("scroll", this);
  }

  handleEvent() {
    const now = Math.max(0, scrollY);
    if (Math.abs(now - this.#last) < 8) return;
    this.classList.toggle("back", now < this.#last && now > this.offsetHeight);
    this.#last = now;
  }
}
customElements.define("coming-back", ComingBack);

/** Near the end of a chapter the next one is fetched, so that it opens at once. */
class FetchAhead extends HTMLElement {
  connectedCallback() {
    const next = this.querySelector("a[rel=next]");
    if (!next) return;
    const near = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        near.disconnect();
        fetch(next.href, { priority: "low" }).catch(() => {});
      },
      { rootMargin: "50%" },
    );
    near.observe(this);
  }
}
customElements.define("fetch-ahead", FetchAhead);

/** A ¶ at the end of the paragraph under the pointer: a link to that paragraph. */
class ParagraphLinks extends HTMLElement {
  #link = document.createElement("a");

  connectedCallback() {
    this.#link.className = "pilcrow";
    this.#link.textContent = "\u00a0¶";
    this.#link.setAttribute("aria-label", this.dataset.says ?? "");
    this.addEventListener("pointerover", this);
    this.addEventListener("pointerleave", () => this.#link.remove());
  }

  /** @param {Event} event */
  handleEvent({ target }) {
    const paragraph = /** @type {Element} */ (target).closest(".prose > [id]");
    if (!paragraph || paragraph.contains(this.#link)) return;
    this.#link.href = `#${paragraph.id}`;
    paragraph.append(this.#link);
  }
}
customElements.define("paragraph-links", ParagraphLinks);

/** What is typed here is kept in this browser until it has arrived, and put back at the next visit. */
class KeepTyped extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    const key = `typed ${text.form.action}`;
    const [visit] = performance.getEntriesByType("navigation");
    // Only an answer to a form leads here by a redirect, to a review or to all.
    if (sessionStorage.sent === key && visit?.redirectCount && location.hash.startsWith("#r")) {
      delete sessionStorage.sent;
      delete localStorage[key];
    }
    text.value ||= localStorage[key] ?? "";
    if (text.value) this.closest("details")?.setAttribute("open", "");
    this.addEventListener("input", () => (localStorage[key] = text.value));
    this.addEventListener("submit", () => (sessionStorage.sent = key));
  }
}
customElements.define("keep-typed", KeepTyped);

/** Paints the passages that notes speak of, over the text as it is. */
class PaintedNotes extends HTMLElement {
  connectedCallback() {
    if (!CSS.highlights) return;
    const painted = new Highlight();
    for (const { dataset } of this.querySelectorAll("[data-spot]")) {
      const [first, start, last, end] = dataset.spot.split(" ");
      const range = document.createRange();
      range.setStart(...point(first, start));
      range.setEnd(...point(last, end));
      painted.add(range);
    }
    CSS.highlights.set("noted", painted);
  }
}

const known = new WeakMap();

/** The block's text nodes, each with its letters, and where it begins, all in code points. @param {Element} block */
export function pieces(block) {
  if (!known.has(block)) {
    const found = [];
    gather(block, found, 0);
    known.set(block, found);
  }
  return known.get(block);
}

/** As `Block.text` has it: a line end for each `<br>` and between items or paragraphs, ruby in brackets. */
function gather(element, found, at) {
  for (const child of element.childNodes) {
    if (child instanceof Text) {
      const signs = [...child.data];
      found.push({ node: child, at, signs });
      at += signs.length;
    } else if (child instanceof Element && !child.matches(".pilcrow, button")) {
      const { localName, previousSibling } = child;
      const parts = localName === "br" || (/^(p|li)$/.test(localName) && previousSibling?.nodeName === child.nodeName);
      at = gather(child, found, at + Number(parts || localName === "rt")) + Number(localName === "rt");
    }
  }
  return at;
}

/** Where a code point of a block is, as ranges have it. */
function point(id, offset) {
  const { node, at, signs } = pieces(document.getElementById(`b-${id}`)).findLast((one) => one.at <= offset);
  return [node, signs.slice(0, offset - at).join("").length];
}

customElements.define("painted-notes", PaintedNotes);
