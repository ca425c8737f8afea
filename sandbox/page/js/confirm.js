// Slack's confirm dialog, asked before an action is sent.

import { h, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { trap } from "./trap.js";

/** Asks. `confirm` is Slack's object {title, text, confirm, deny, style}. Gives true for yes. */
export function confirmed(pane, confirm) {
  const back = document.activeElement;
  const title = freshId("confirm");
  const text = freshId("confirm");
  return new Promise((resolve) => {
    const answer = (yes) => {
      veil.remove();
      release();
      if (back?.isConnected) back.focus({ preventScroll: true });
      resolve(yes);
    };
    const dialog = h("div", {
      class: "modal small", role: "alertdialog", "aria-labelledby": title, "aria-describedby": text,
      on: { keydown: (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        answer(false);
      } },
    },
    h("div", { class: "modal-head" }, h("h3", { id: title }, textObject(confirm.title, pane.names))),
    h("div", { class: "modal-body text", id: text }, textObject(confirm.text, pane.names)),
    h("div", { class: "modal-foot" },
      h("button", { type: "button", class: "button", on: { click: () => answer(false) } }, textObject(confirm.deny, pane.names)),
      h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, on: { click: () => answer(true) } },
        textObject(confirm.confirm, pane.names))));
    const veil = h("div", { class: "veil above" }, dialog);
    const release = pane.cover(veil);
    trap(dialog);
    dialog.querySelector("button").focus();
  });
}
