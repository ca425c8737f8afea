// The keyboard in a dialog, and the way out of it.
//
// A dialog here belongs to one person's window, as a modal belongs to Slack's: the clock and the other
// person stay usable beside it. So Tab goes round inside, and F6 leads from part to part of the page.

import { focusable } from "./dom.js";

/** Keeps Tab inside `dialog`, and says aria-modal while the keyboard is in there. */
export function trap(dialog) {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.defaultPrevented) return;
    const nodes = focusable(dialog);
    const [first, last] = [nodes[0], nodes.at(-1)];
    const now = document.activeElement;
    if (event.shiftKey && (now === first || !nodes.includes(now))) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && now === last) {
      event.preventDefault();
      first?.focus();
    }
  });
  dialog.addEventListener("focusin", () => dialog.setAttribute("aria-modal", "true"));
  dialog.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !dialog.contains(event.relatedTarget)) dialog.removeAttribute("aria-modal");
  });
}

/** F6 and Shift+F6 go round the parts of the page that carry data-region. */
export function walkRegions() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const parts = [...document.querySelectorAll("[data-region]")].filter((node) => node.checkVisibility());
    const at = parts.findIndex((node) => node.contains(document.activeElement));
    const next = parts[(at + (event.shiftKey ? -1 : 1) + parts.length) % parts.length];
    const dialogs = next.querySelectorAll("[role=dialog], [role=alertdialog]");
    const within = dialogs.length ? dialogs[dialogs.length - 1] : next;
    focusable(within)[0]?.focus();
  });
}
