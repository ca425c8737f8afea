// One person's side of Slack: their Home, their messages with the bot, their channels, and their phone.

import * as api from "./api.js";
import { announce } from "./announce.js";
import { Conversation, composer } from "./messages.js";
import { h, freshId, icon } from "./dom.js";
import { Home } from "./home.js";
import { Live } from "./live.js";
import { menuButton } from "./menu.js";
import { ModalStack } from "./modal.js";
import { spoken } from "./mrkdwn.js";
import { Phone } from "./phone.js";
import { Tabs } from "./tabs.js";
import { hour } from "./times.js";

/** cast: the answer of /people; choose(place, id): asks for somebody else at this place (0 or 1). */
export class Pane {
  constructor({ place, person, tab, cast, choose, onState, onTab }) {
    Object.assign(this, { place, person, cast, choose, onTab });
    this.user = cast.people.find((candidate) => candidate.id === person);
    this.channels = [];
    this.conversations = new Map();
    this.names = this.namesOf();
    this.noticesGone = 0;
    this.home = new Home(this);
    this.modals = new ModalStack(this);
    this.phone = new Phone(this);
    this.tabs = new Tabs(this, tab);
    this.node = this.build();
    this.live = new Live(person, (screen) => this.update(screen), onState);
    this.tabs.show(this.tabs.chosen);
  }

  get tz() {
    return this.user.tz ?? "UTC";
  }

  /** The language that a screen reader should take for what the bot says to this person. */
  get lang() {
    return this.user.locale.split("-")[0];
  }

  get commands() {
    return this.cast.commands ?? [];
  }

  namesOf() {
    const people = new Map(this.cast.people.map((one) => [one.id, one.name]));
    const { bot } = this.cast;
    return {
      tz: this.tz,
      user: (id) => (id === bot?.id ? bot.name : people.get(id) ?? id),
      bot: () => bot?.name ?? "The bot",
      channel: (id) => this.channels.find((channel) => channel.id === id)?.name ?? id,
      people: () => this.cast.people.filter((one) => !one.deleted),
      channels: () => this.channels.filter((channel) => !channel.pair),
    };
  }

  /** A person's initials on their own colour; null for the bot. */
  avatar(id) {
    if (!id || id === this.cast.bot?.id) return h("span", { class: "avatar bot", "aria-hidden": "true" }, icon("flame"));
    const name = this.names.user(id);
    const index = this.cast.people.findIndex((one) => one.id === id);
    const initials = name.split(/\s+/).map((word) => word[0] ?? "").slice(0, 2).join("");
    return h("span", { class: `avatar hue-${(index + 8) % 8}`, "aria-hidden": "true" }, initials);
  }

  build() {
    this.time = h("span", { class: "local-time" });
    this.over = h("div", { class: "over" });
    this.notices = h("div", { class: "notices", role: "alert" });
    this.behind = h("div", { class: "behind" }, this.tabs.list, this.tabs.panels);
    const node = h("section", { class: "pane", "aria-label": `${this.user.name}’s screen`, "data-place": this.place },
      h("h2", { class: "unseen" }, this.user.name),
      h("div", { class: "who", "data-region": true }, this.avatar(this.person), this.chooser(), this.aside()),
      h("div", { class: "desk" },
        h("div", { class: "window", "data-region": true }, this.behind, this.notices, this.over),
        this.phone.node));
    node.addEventListener("open-chat", (event) => this.openChat(event.detail));
    return node;
  }

  /** Opens the direct messages with somebody, which are these two people's own. */
  async openChat(other) {
    const opened = await this.perform(() => api.chat(this.person, other));
    if (!opened) return;
    this.tabs.show(opened.channel, true);
    this.tabs.current.focus();
  }

  chooser() {
    const label = this.place ? "Compare with" : "You are";
    const id = freshId("who");
    return h("div", { class: "chooser" }, h("label", { class: "chooser-label", for: id }, label),
      h("select", { id, "data-key": `who|${this.place}`, on: { change: (event) => this.choose(this.place, event.target.value) } },
        this.cast.people.map((one) => h("option", { value: one.id, selected: one.id === this.person }, one.name + (one.deleted ? " (taken out)" : "")))),
      this.time);
  }

  aside() {
    const shortcuts = this.cast.shortcuts ?? [];
    const entries = shortcuts.map((one) => ({
      words: one.name, note: null, onPick: () => this.perform(() => api.shortcut(this.person, one.callback_id)),
    }));
    return h("div", { class: "who-tools" },
      entries.length > 0 && menuButton({ label: "Shortcuts", symbol: icon("bolt"), key: "shortcuts", entries }),
      this.place === 1 && h("button", {
        type: "button", class: "button quiet symbol", "aria-label": "Stop comparing", title: "Stop comparing",
        on: { click: () => this.choose(1, null) },
      }, icon("close")),
      this.place === 0 && h("label", { class: "compare" }, h("span", { class: "unseen" }, "Compare with"),
        h("select", { "data-key": "compare", on: { change: (event) => this.choose(1, event.target.value) } },
          h("option", { value: "" }, "Compare with…"),
          this.cast.people.filter((one) => one.id !== this.person).map((one) => h("option", { value: one.id }, one.name)))));
  }

  /** Draws what the sandbox says this person sees. */
  update(screen) {
    this.user = { ...this.user, ...screen.user };
    this.channels = screen.channels ?? [];
    this.names.tz = this.tz;
    const first = !this.screen;
    this.announceNew(screen, first);
    this.screen = screen;
    this.tabs.offer(screen);
    this.home.update(screen.home);
    this.conversation("dm", screen.dm?.channel)?.update(screen.dm.messages);
    for (const channel of this.channels) this.conversation(channel.id, channel.id)?.update(channel.messages);
    this.modals.update(screen.modals ?? []);
    this.phone.update(screen);
    this.drawNotices(screen.notices ?? []);
    this.tabs.count(screen);
  }

  conversation(tab, channel) {
    if (!channel) return null;
    if (!this.conversations.has(tab)) {
      const dm = tab === "dm";
      const bot = this.names.bot();
      const pair = this.channels.find((one) => one.id === channel)?.pair;
      const name = dm ? bot : `${pair ? "" : "#"}${this.names.channel(channel)}`;
      const made = new Conversation(this, channel, dm ? `Nothing here yet. Write to ${bot} in your own words, or type / for a command.` : "Nothing here yet.");
      this.conversations.set(tab, made);
      this.tabs.panel(tab).replaceChildren(made.node, composer(this, dm ? null : channel, `Write to ${name}`));
    }
    return this.conversations.get(tab);
  }

  announceNew(screen, first) {
    if (first) return;
    const known = new Set(this.allMessages(this.screen).map((message) => message.ts));
    for (const message of this.allMessages(screen)) {
      if (known.has(message.ts) || message.user === this.person) continue;
      const who = message.bot ? this.names.bot() : this.names.user(message.user);
      announce(`New for ${this.user.name}, from ${who}: ${spoken({ type: "mrkdwn", text: message.text ?? "" }, this.names)}`);
    }
    for (const ring of (screen.phone ?? []).slice((this.screen.phone ?? []).length))
      if (ring.rang) announce(`${this.user.name}’s phone rang.`);
  }

  allMessages(screen) {
    return [screen.dm?.messages ?? [], ...(screen.channels ?? []).map((channel) => channel.messages)].flat();
  }

  /** Opens the Home as Slack's client does: the bot is told, and may draw it anew. */
  openHome() {
    if (this.user.deleted) return null; // Slack lets nobody in whose account is deactivated
    return this.perform(() => api.openHome(this.person));
  }

  /** Does one thing at the sandbox and reads the screen after it. Gives its answer, or null where it failed. */
  async perform(work) {
    try {
      const answer = await work();
      this.noticesGone = 0; // the sandbox clears its notices at each touch: what stands there now is new
      await this.live.refresh();
      return answer;
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      this.notice(error.message);
      return null;
    }
  }

  drawNotices(notices) {
    if (notices.length < this.noticesGone) this.noticesGone = 0;
    for (const { text } of notices.slice(this.noticesGone)) this.notice(text);
    this.noticesGone = notices.length;
  }

  /** Shows a sentence that goes when it is closed or after a while. */
  notice(text) {
    for (const shown of this.notices.children) if (shown.firstChild.textContent === text) shown.remove();
    const node = h("div", { class: "notice" }, h("p", {}, text),
      h("button", { type: "button", class: "button quiet symbol", "aria-label": "Dismiss", on: { click: () => node.remove() } }, icon("close")));
    while (this.notices.children.length > 2) this.notices.firstChild.remove();
    this.notices.append(node);
    setTimeout(() => node.remove(), 15_000);
  }

  /** Lays a dialog over this window; what is behind takes no keyboard until the returned function is called. */
  cover(veil) {
    const below = [...this.over.children];
    for (const node of [this.behind, ...below]) node.inert = true;
    this.over.append(veil);
    return () => {
      for (const node of below) node.inert = false;
      this.behind.inert = this.over.children.length > 0;
    };
  }

  /** Whether the keyboard is in this person's window, or nowhere. */
  hasKeyboard() {
    const now = document.activeElement;
    return !now || now === document.body || this.node.contains(now);
  }

  /** Gives the keyboard back to where it was before a dialog, or to the place it had. */
  takeKeyboardBack(node) {
    const key = node?.dataset?.key ?? node?.closest?.("[data-key]")?.dataset.key;
    const again = node?.isConnected && node !== document.body ? node : key && this.node.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (again || this.tabs.current).focus({ preventScroll: true });
  }

  /** Shows the time of day where this person is. `now`: Date. */
  tick(now) {
    const place = this.tz.split("/").at(-1).replaceAll("_", " ");
    this.time.textContent = `${hour(now, this.tz)} in ${place}`;
    this.phone.tick(now);
  }

  close() {
    this.live.stop();
    this.node.remove();
  }
}
