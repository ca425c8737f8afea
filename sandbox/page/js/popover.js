// A list that opens under its button: the choices of a select, the entries of a menu.

import { h, freshId } from "./dom.js";

const MARGIN = 8;

/**
 * Joins a button and a list into a popover. Opening puts the keyboard into the list, on the entry that
 * `first(list)` names; Escape, Tab and a click elsewhere close it and give the keyboard back.
 */
export function popover(button, list, { role, first, onClose = () => {} }) {
  const panel = h("div", { class: "popover", popover: "auto", id: freshId("popover") }, list);
  button.setAttribute("aria-haspopup", role);
  button.setAttribute("aria-expanded", "false");
  button.popoverTargetElement = panel;
  const away = (event) => { // a resize happens to the window, which is no node
    if (!(event.target instanceof Node && panel.contains(event.target))) panel.hidePopover();
  };
  panel.addEventListener("toggle", (event) => {
    const shown = event.newState === "open";
    button.setAttribute("aria-expanded", String(shown));
    document[shown ? "addEventListener" : "removeEventListener"]("scroll", away, { capture: true });
    window[shown ? "addEventListener" : "removeEventListener"]("resize", away);
    if (!shown) onClose();
  });
  // Opened here and not by the browser, whose event comes later: two quick keys must not pass each other.
  const open = () => {
    panel.showPopover();
    place(panel, button);
    first(list)?.focus({ preventScroll: true });
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    if (panel.matches(":popover-open")) panel.hidePopover();
    else open();
  });
  button.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    open();
  });
  panel.addEventListener("keydown", (event) => {
    if (!["Escape", "Tab"].includes(event.key)) return;
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    shut(panel, button);
  });
  return panel;
}

/** Closes the popover and puts the keyboard on its button. */
export function shut(panel, button) {
  if (panel.matches(":popover-open")) panel.hidePopover();
  button.focus({ preventScroll: true });
}

function place(panel, button) {
  const at = button.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(at.width, innerWidth - 2 * MARGIN)}px`;
  const below = innerHeight - at.bottom - 2 * MARGIN;
  const above = at.top - 2 * MARGIN;
  const up = below < Math.min(panel.scrollHeight, 220) && above > below;
  panel.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  const width = panel.getBoundingClientRect().width;
  panel.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN))}px`;
  panel.style.top = up ? "auto" : `${at.bottom + 4}px`;
  panel.style.bottom = up ? `${innerHeight - at.top + 4}px` : "auto";
}

/** Moves along `items` with the arrow keys, Home, End and first letters. Returns the item to go to, or null. */
export function moved(event, items, now) {
  const at = items.indexOf(now);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key in steps) return items[Math.max(0, Math.min(items.length - 1, steps[event.key]))];
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey) return null;
  const letter = event.key.toLowerCase();
  const turn = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return turn.find((item) => item.textContent.trim().toLowerCase().startsWith(letter)) ?? null;
}
