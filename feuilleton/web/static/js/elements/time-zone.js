// @ts-check
// <time-zone unset> around a select: offers the browser's own zone to who has not chosen one yet.
class TimeZone extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!this.hasAttribute("unset") || !select || !zone) return;
    if ([...select.options].some((option) => option.value === zone)) select.value = zone;
  }
}

customElements.define("time-zone", TimeZone);
