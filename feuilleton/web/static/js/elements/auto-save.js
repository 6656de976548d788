// @ts-check
/**
 * Saves the form inside it as its author pauses, and says what is so.
 *
 *   <auto-save to="/write/chapters/k3v9q2ab/draft" unsaved="The last few words are in this browser only.">
 *     <form …><input type="hidden" name="version" value="3">…
 *       <p role="status" data-state>…</p><div data-conflict></div>
 *     </form>
 *   </auto-save>
 *
 * Posts the form to `to` (Accept: application/json). Answers: 200 {version, say} – saved; 409 with a piece of HTML –
 * somebody saved since: the piece shows both texts, and nothing is saved by itself any more; 422 {error} – refused;
 * 401 {error} – signed out. A page whose address ends in #state is the answer to a form that arrived.
 * Whatever is not saved yet is kept in this browser, and put back into the form when the page is opened again.
 * Who comes back to the page gets it as it is stored now: the one that was left may be older than what its form saved.
 */
const PAUSE = 1200;
const AGAIN = 8000;

class AutoSave extends HTMLElement {
  #timer = 0;
  #changes = 0;
  #busy = false;
  #stopped = false;

  connectedCallback() {
    addEventListener("pageshow", ({ persisted }) => persisted && this.#freshen());
    const [came] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (came?.type === "back_forward" && this.#freshen()) return;
    // The page after a form of ours has arrived: what we kept has done its work.
    if (location.hash === "#state") {
      this.#forget();
      history.replaceState(null, "", location.pathname + location.search);
    }
    this.#putBack();
    // Who types at once was there before this script.
    if (!this.#changes && this.#differs()) this.#changed();
    this.addEventListener("input", () => this.#changed());
    addEventListener("online", () => this.#changes && this.#save());
    document.addEventListener("visibilitychange", () => document.hidden && this.#changes && this.#save());
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  get #key() {
    return `draft ${this.getAttribute("to")}`;
  }

  /** Whether a field says something else than the page came with. */
  #differs() {
    const fields = /** @type {HTMLInputElement[]} */ ([...this.#form.elements]);
    return fields.some(({ type, value, defaultValue }) => type !== "hidden" && (defaultValue ?? value) !== value);
  }

  /** Ask for the page anew, unless there is nobody to ask. Words that are kept here come into it again. */
  #freshen() {
    if (navigator.onLine) location.replace(location.pathname + location.search);
    return navigator.onLine;
  }

  #changed() {
    this.#changes += 1;
    this.#keep();
    this.#say(this.getAttribute("unsaved") ?? "");
    this.#later(PAUSE);
  }

  /** @param {number} pause */
  #later(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), pause);
  }

  async #save() {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    const seen = this.#changes;
    const body = new URLSearchParams(/** @type {any} */ (new FormData(this.#form)));
    const answer = await fetch(this.getAttribute("to") ?? "", {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    }).catch(() => null);
    this.#busy = false;
    await this.#hear(answer, seen);
  }

  /**
   * @param {Response | null} answer
   * @param {number} seen how many changes the saved text had
   */
  async #hear(answer, seen) {
    if (answer?.status === 409) {
      this.#stopped = true;
      /** @type {Element} */ (this.querySelector("[data-conflict]")).innerHTML = await answer.text();
    } else if (answer?.status === 422 || answer?.status === 401) {
      this.#say((await answer.json()).error);
      if (answer.status === 401) this.#later(AGAIN);
    } else if (!answer?.ok || answer.redirected) {
      this.#later(AGAIN);
    } else {
      this.#saved(await answer.json(), seen);
    }
  }

  /**
   * @param {{version: number, say: string}} told
   * @param {number} seen
   */
  #saved({ version, say }, seen) {
    /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("version")).value = String(version);
    if (seen === this.#changes) {
      this.#changes = 0;
      this.#forget();
      this.#say(say);
    } else {
      this.#keep();
      this.#later(PAUSE);
    }
  }

  /** @param {string} words */
  #say(words) {
    const state = this.querySelector("[data-state]");
    if (state && state.textContent !== words) state.textContent = words;
  }

  #keep() {
    const fields = Object.fromEntries(new FormData(this.#form));
    try {
      localStorage.setItem(this.#key, JSON.stringify(fields));
    } catch {
      // No room, or not allowed: the state says that the words are not saved.
    }
  }

  #forget() {
    localStorage.removeItem(this.#key);
  }

  /** Words that never reached us, back into their fields: with the version they were typed over, so that the next
   *  save finds out whether somebody saved since. */
  #putBack() {
    const kept = JSON.parse(localStorage.getItem(this.#key) ?? "null");
    if (!kept) return;
    let differs = false;
    for (const field of /** @type {Iterable<HTMLInputElement>} */ (this.#form.elements)) {
      if (!(field.name in kept) || field.name === "version" || field.type === "hidden") continue;
      if (field.type === "checkbox" || field.type === "radio") continue;
      if (field.value === kept[field.name]) continue;
      field.value = kept[field.name];
      differs = true;
    }
    if (!differs) return this.#forget();
    /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("version")).value = kept.version;
    this.#changed();
  }
}
customElements.define("auto-save", AutoSave);
