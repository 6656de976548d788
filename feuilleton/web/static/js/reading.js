// @ts-check
// What a reading page does beside standing there. One file, nothing imported; the page is finished without it.

/** The reader's look, applied while they choose it and kept as they go. */
class ReadingSettings extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  handleEvent() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    const chosen = new FormData(form);
    for (const { name } of /** @type {Iterable<HTMLInputElement>} */ (form.elements)) {
      if (!name || name === "next") continue;
      const value = String(chosen.get(name) ?? "");
      if (value) document.documentElement.setAttribute(`data-${name}`, value);
      else document.documentElement.removeAttribute(`data-${name}`);
    }
    const body = new URLSearchParams(/** @type {any} */ (chosen));
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
