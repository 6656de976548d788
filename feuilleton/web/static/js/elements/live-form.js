// @ts-check
/**
 * Sends the form inside it without leaving the page, and puts the piece that comes back where the old one stood.
 *
 *   <live-form swaps="favorite"><form method="post" action="…">…</form></live-form>
 *
 * `swaps`: the id of the element that the answer replaces. A refusal's words are shown at the form; anything else
 * that goes wrong sends the form the plain way. In the new piece, what has `autofocus` takes the focus.
 */
class LiveForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  /** @param {Event} event */
  async handleEvent(event) {
    const { target, submitter } = /** @type {SubmitEvent} */ (event);
    const form = /** @type {HTMLFormElement} */ (target);
    event.preventDefault();
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "live-form" },
    }).catch(() => null);
    if (answer?.ok && !answer.redirected) this.#swap(await answer.text());
    else if (answer?.status === 422) this.#refuse(await answer.text());
    else this.#sendPlainly(form, submitter);
  }

  /** @param {string} html */
  #swap(html) {
    const old = document.getElementById(this.getAttribute("swaps") ?? "");
    const piece = document.createElement("template");
    piece.innerHTML = html;
    const wasHere = old?.contains(document.activeElement);
    const fresh =
      piece.content.querySelector("[autofocus]") ?? piece.content.querySelector("[tabindex], summary, button");
    old?.replaceWith(piece.content);
    if (wasHere) /** @type {HTMLElement | null} */ (fresh)?.focus();
  }

  /**
   * With the button, whose value may say what to do.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  #sendPlainly(form, button) {
    this.removeEventListener("submit", this);
    form.requestSubmit(button);
    this.addEventListener("submit", this);
  }

  /** @param {string} words */
  #refuse(words) {
    let said = this.querySelector("[role=alert]");
    if (!said) {
      said = document.createElement("p");
      said.className = "warned";
      said.setAttribute("role", "alert");
      this.append(said);
    }
    said.textContent = words;
  }
}
customElements.define("live-form", LiveForm);
