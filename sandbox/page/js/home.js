// The Home tab of the bot, as one person sees it.

import { blockNodes } from "./blocks.js";
import { attribute, h, keepingFocus } from "./dom.js";
import { Surface } from "./surface.js";

export class Home {
  constructor(pane) {
    this.pane = pane;
    this.blocks = h("div", { class: "blocks home", tabindex: "-1" });
    this.node = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Home" }, this.blocks);
    this.update(null);
  }

  update(view) {
    const signature = JSON.stringify([view?.id, view?.blocks, this.pane.lang]);
    if (signature === this.signature) return;
    this.signature = signature;
    attribute(this.blocks, "lang", view && this.pane.lang);
    const focus = keepingFocus(this.blocks, () => this.blocks.replaceChildren(...(view ? this.parts(view) : [this.nothing()])));
    if (focus === "lost") this.blocks.focus({ preventScroll: true });
  }

  parts(view) {
    if (this.surface?.id !== view.id)
      this.surface = new Surface({
        pane: this.pane, id: view.id, where: { view_id: view.id }, headings: "h3", root: () => this.blocks,
      });
    this.surface.values.follow(view.blocks, view.state?.values);
    return blockNodes(view.blocks, this.surface);
  }

  nothing() {
    if (this.pane.user.deleted)
      return h("p", { class: "empty" }, `${this.pane.user.name}’s account is deactivated. Slack does not let them in, and the bot cannot reach them.`);
    return h("p", { class: "empty" }, "The bot has not drawn a Home for this person yet.");
  }
}
