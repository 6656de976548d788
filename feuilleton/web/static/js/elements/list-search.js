// @ts-check
/**
 * A field that leaves of a long list what has the typed words in it.
 *
 *   <list-search of="contents-list" label="Search the chapters"></list-search>
 */
class ListSearch extends HTMLElement {
  connectedCallback() {
    const label = document.createElement("label");
    label.className = "field";
    label.append(document.createElement("span"), document.createElement("input"));
    /** @type {Element} */ (label.firstChild).textContent = this.getAttribute("label");
    /** @type {HTMLInputElement} */ (label.lastChild).type = "search";
    this.replaceChildren(label);
    this.addEventListener("input", this);
  }

  handleEvent() {
    const words = plain(/** @type {HTMLInputElement} */ (this.querySelector("input")).value).split(/\s+/);
    for (const item of document.getElementById(this.getAttribute("of") ?? "")?.children ?? []) {
      const text = plain(item.textContent ?? "");
      /** @type {HTMLElement} */ (item).hidden = !words.every((word) => text.includes(word));
    }
  }
}
customElements.define("list-search", ListSearch);

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
