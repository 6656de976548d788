// @ts-check
/**
 * Selects words in the field inside it, when the page's address names them.
 *
 *   /write/chapters/k3v9q2ab#find=through+the+&mark=widnow
 *
 *   <go-there><textarea>…</textarea></go-there>
 *
 * `mark` are the words, `find` is what stands before them. Words that are not there change nothing.
 */
class GoThere extends HTMLElement {
  connectedCallback() {
    this.#go();
    addEventListener("hashchange", () => this.#go());
  }

  #go() {
    const field = this.querySelector("textarea");
    const asked = new URLSearchParams(location.hash.slice(1));
    const mark = asked.get("mark") ?? "";
    if (!field || !mark) return;
    const before = asked.get("find") ?? "";
    const amid = field.value.indexOf(before + mark);
    const start = amid < 0 ? field.value.indexOf(mark) : amid + before.length;
    if (start < 0) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, start + mark.length);
    this.#show(field, start / field.value.length);
  }

  /**
   * About where the words are: a field does not say where a letter stands.
   * @param {HTMLTextAreaElement} field
   * @param {number} share
   */
  #show(field, share) {
    field.scrollTop = share * field.scrollHeight - field.clientHeight / 2;
    const { top } = field.getBoundingClientRect();
    const down = share * field.scrollHeight - field.scrollTop;
    scrollTo({ top: scrollY + top + down - innerHeight / 2 });
  }
}
customElements.define("go-there", GoThere);
