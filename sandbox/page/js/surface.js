// One message, one Home or one modal as its elements see it: what stands in its fields, where its
// actions go, and which of its controls still wait for the bot.

import * as api from "./api.js";
import { confirmed } from "./confirm.js";
import { keyOf, Values } from "./values.js";

export class Surface {
  /** where: {channel, ts} or {view_id}; headings: the tag of a header block here; root(): its element. */
  constructor({ pane, id, where, headings, root }) {
    Object.assign(this, { pane, id, where, headings, root });
    this.values = new Values();
    this.busy = new Map();
    this.errors = {};
  }

  get names() {
    return this.pane.names;
  }

  keep(use, value) {
    this.values.keep(use.block, use.element, value);
  }

  isBusy(key) {
    return this.busy.has(key);
  }

  /** Sends one action, after the confirm dialog where the element has one. Two clicks are two actions. */
  async send(use, value) {
    if (use.element.confirm && !(await confirmed(this.pane, use.element.confirm))) return;
    await this.during(keyOf(use), () => api.act(this.pane.person, {
      in: this.where, block_id: use.block.block_id, action_id: use.element.action_id, value, state: this.values.all(),
    }));
  }

  /** Shows the control with this key as waiting until `work` is done; what goes wrong becomes a notice. */
  async during(key, work) {
    this.count(key, 1);
    try {
      return await this.pane.perform(work);
    } finally {
      this.count(key, -1);
    }
  }

  count(key, by) {
    const left = (this.busy.get(key) ?? 0) + by;
    if (left) this.busy.set(key, left);
    else this.busy.delete(key);
    for (const node of this.root()?.querySelectorAll(`[data-key="${CSS.escape(key)}"]`) ?? []) {
      if (left) node.setAttribute("aria-busy", "true");
      else node.removeAttribute("aria-busy");
    }
  }
}
