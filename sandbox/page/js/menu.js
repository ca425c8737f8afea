// A button with a menu: Slack's overflow, and the shortcuts.

import { h } from "./dom.js";
import { moved, popover, shut } from "./popover.js";

/** entries: [{words: Node|string, note: Node|null, onPick}]. Returns the button and its menu. */
export function menuButton({ label, symbol, key, busy, entries, className = "button quiet symbol" }) {
  const button = h("button", {
    type: "button", class: className, "aria-label": label, "data-key": key, "aria-busy": busy ? "true" : null, title: label,
  }, symbol);
  const items = entries.map((entry) =>
    h("button", { type: "button", role: "menuitem", tabindex: "-1", class: "option",
      on: { click: () => { shut(panel, button); entry.onPick(); } } },
    h("span", { class: "option-words" }, entry.words, entry.note && h("span", { class: "note" }, entry.note))));
  const list = h("div", { role: "menu", class: "options", "aria-label": label }, items);
  list.addEventListener("keydown", (event) => {
    const next = moved(event, items, document.activeElement);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  const panel = popover(button, list, { role: "menu", first: () => items[0] });
  return h("span", { class: "picker-holder" }, button, panel);
}
