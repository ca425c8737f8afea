// Home, messages and channels as tabs, each with how much is new in it.

import { h, freshId } from "./dom.js";

export class Tabs {
  constructor(pane, chosen) {
    this.pane = pane;
    this.chosen = chosen;
    this.tabs = new Map();
    this.list = h("div", { role: "tablist", class: "tabs", "aria-label": "Places", on: { keydown: (event) => this.pressed(event) } });
    this.panels = h("div", { class: "panels" });
    this.add("home", "Home").panel.append(pane.home.node);
    this.add("dm", "Messages");
    // What was seen is kept for as long as the browser's tab is open: a card that came meanwhile counts as new.
    this.seenKey = `seen|${pane.person}`;
    this.seen = JSON.parse(sessionStorage.getItem(this.seenKey) ?? "{}");
  }

  add(id, name) {
    const panelId = freshId("panel");
    const badge = h("span", { class: "badge", hidden: true });
    const tab = h("button", {
      type: "button", role: "tab", id: freshId("tab"), "aria-controls": panelId, "aria-selected": "false", tabindex: "-1",
      "data-key": `tab|${id}`, on: { click: () => this.show(id, true) },
    }, h("bdi", {}, name), badge);
    const panel = h("div", { role: "tabpanel", id: panelId, "aria-labelledby": tab.id, class: "panel", hidden: true });
    this.tabs.set(id, { tab, panel, badge });
    this.list.append(tab);
    this.panels.append(panel);
    return this.tabs.get(id);
  }

  /** Has a tab for every channel this person is in. */
  offer(screen) {
    for (const channel of screen.channels ?? []) if (!this.tabs.has(channel.id)) this.add(channel.id, channel.pair ? channel.name : `#${channel.name}`);
    for (const [id, { tab, panel }] of this.tabs) {
      if (id === "home" || id === "dm" || screen.channels?.some((channel) => channel.id === id)) continue;
      tab.remove();
      panel.remove();
      this.tabs.delete(id);
    }
    if (!this.tabs.has(this.chosen)) this.show("dm");
    else if (this.tabs.get(this.chosen).panel.hidden) this.show(this.chosen);
  }

  panel(id) {
    return this.tabs.get(id).panel;
  }

  get current() {
    return (this.tabs.get(this.chosen) ?? this.tabs.get("home")).tab;
  }

  /** Shows one place. Home is opened as in Slack: the bot is told each time. */
  show(id, byHand = false) {
    this.chosen = id;
    if (!this.tabs.has(id)) return; // a channel that the first screen will bring
    for (const [name, { tab, panel }] of this.tabs) {
      const here = name === id;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      panel.hidden = !here;
    }
    this.pane.conversations.get(id)?.toEnd();
    if (this.pane.screen) this.count(this.pane.screen);
    if (id === "home") queueMicrotask(() => this.pane.openHome());
    if (byHand) this.pane.onTab(this.pane.place, id);
  }

  /** Says how many messages are new in each place that is not in sight. */
  count(screen) {
    const places = [["dm", screen.dm?.messages ?? []], ...(screen.channels ?? []).map((c) => [c.id, c.messages])];
    for (const [id, messages] of places) {
      const last = messages.at(-1)?.ts ?? "0";
      if (id === this.chosen || last < (this.seen[id] ?? "0")) this.seen[id] = last;
      const fresh = messages.filter((message) => message.ts > (this.seen[id] ?? "0") && message.user !== this.pane.person).length;
      const { badge } = this.tabs.get(id);
      badge.hidden = !fresh;
      badge.replaceChildren(...(fresh ? [String(fresh), h("span", { class: "unseen" }, " new")] : []));
    }
    sessionStorage.setItem(this.seenKey, JSON.stringify(this.seen));
  }

  pressed(event) {
    const ids = [...this.tabs.keys()];
    const at = ids.indexOf(this.chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const id = ids[(to + ids.length) % ids.length];
    this.show(id, true);
    this.tabs.get(id).tab.focus();
  }
}
