// @ts-check
/**
 * Puts the kind word that is chosen into the field below it, to be changed. What was typed by hand is left alone.
 *
 *   <kind-words><label><input type="radio" …> <span>Thank you.</span></label> … <textarea></textarea></kind-words>
 */
class KindWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  /** @param {Event} event */
  handleEvent({ target }) {
    const field = this.querySelector("textarea");
    if (!field || !(target instanceof HTMLInputElement)) return;
    const says = (/** @type {Element} */ input) => input.parentElement?.querySelector("span")?.textContent ?? "";
    const ours = [...this.querySelectorAll("input")].map(says);
    if (ours.includes(field.value) || !field.value) field.value = says(target);
  }
}
customElements.define("kind-words", KindWords);
