// @ts-check
/**
 * Around a field that begins as `base`: below it, word by word, what was changed. What is shown has been seen, so the
 * form need not show it again before it is sent.
 *
 *   <live-difference base="teh quay" out="out: " in="in: " says="What would change"><textarea>…</live-difference>
 */
class LiveDifference extends HTMLElement {
  #shown = document.createElement("p");
  #timer = 0;

  connectedCallback() {
    const heading = document.createElement("p");
    heading.className = "legend";
    heading.textContent = this.getAttribute("says");
    this.#shown.className = "passage difference";
    this.#shown.lang = this.#field.lang;
    this.#shown.dir = this.#field.dir;
    const both = document.createElement("div");
    both.append(heading, this.#shown);
    this.append(both);
    this.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(), 150);
    });
    this.closest("form")?.addEventListener("submit", () => this.#show());
    document.getElementById("difference")?.remove();
    this.#show();
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  #show() {
    const base = this.getAttribute("base") ?? "", now = this.#field.value;
    this.#shown.replaceChildren(...differences(words(base), words(now)).map(([kind, text]) => this.#part(kind, text)));
    /** @type {HTMLElement} */ (this.#shown.parentElement).hidden = base === now;
    /** @type {HTMLInputElement} */ (this.querySelector("[name=seen]")).value = now;
    const button = this.closest("form")?.querySelector("button.look");
    if (button) button.textContent = /** @type {HTMLElement} */ (button).dataset.seen ?? "";
  }

  /** @param {string} kind @param {string} text */
  #part(kind, text) {
    if (kind === "same") return text;
    const part = document.createElement(kind === "out" ? "del" : "ins");
    const said = document.createElement("span");
    said.className = "hush";
    said.lang = document.documentElement.lang;
    said.textContent = this.getAttribute(kind);
    part.append(said, text);
    return part;
  }
}
customElements.define("live-difference", LiveDifference);

/** @param {string} text @returns {string[]} */
function words(text) {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|./gsu) ?? [];
}

/**
 * What went, came and stayed, in order: of each longest run of words that both have.
 * @param {string[]} old @param {string[]} now
 * @returns {string[][]}
 */
function differences(old, now) {
  const wide = now.length + 1;
  const common = new Uint16Array((old.length + 1) * wide);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      common[i * wide + j] =
        old[i] === now[j]
          ? common[(i + 1) * wide + j + 1] + 1
          : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
  /** @type {string[][]} */
  const parts = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (old[i] === now[j]) {
      add(parts, "same", old[i++]);
      j += 1;
    } else if (j === now.length || (i < old.length && common[(i + 1) * wide + j] >= common[i * wide + j + 1]))
      add(parts, "out", old[i++]);
    else add(parts, "in", now[j++]);
  }
  return parts.map(([kind, text], at) => [kind, kind === "same" ? little(text, !at, at === parts.length - 1) : text]);
}

/** @param {string[][]} parts @param {string} kind @param {string} word */
function add(parts, kind, word) {
  const last = parts.at(-1);
  if (last?.[0] === kind) last[1] += word;
  else parts.push([kind, word]);
}

/** @param {string} text @param {boolean} isFirst @param {boolean} isLast */
function little(text, isFirst, isLast) {
  if (text.length <= (isFirst || isLast ? 60 : 120)) return text;
  const head = isFirst ? "" : text.slice(0, 60).replace(/\s\S*$/, "");
  return `${head} … ${isLast ? "" : text.slice(-60).replace(/^\S*\s/, "")}`;
}
