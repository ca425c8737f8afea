// A conversation: its messages and the line to write in.

import * as api from "./api.js";
import { blockNodes } from "./blocks.js";
import { h, keepingFocus } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { day, hour } from "./times.js";

const NEAR_END_PX = 120;

/** The messages of one channel for one person; each is redrawn only when it changed. */
export class Conversation {
  constructor(pane, channel, empty) {
    Object.assign(this, { pane, channel });
    this.drawn = new Map(); // ts -> {signature, node, surface}
    this.list = h("ol", { class: "messages" });
    this.empty = h("p", { class: "empty" }, empty);
    this.node = h("div", {
      class: "scroll", tabindex: "0", role: "group", "aria-label": "Messages",
      on: { scroll: () => this.scrolled() },
    }, this.empty, this.list);
    new ResizeObserver(() => { if (this.follows) this.toEnd(); }).observe(this.node); // the phone below it opens
    this.follows = true;
    this.top = 0;
  }

  /** Follows the end until its person scrolls up, and from when they are there again; a card may grow. */
  scrolled() {
    const { scrollTop } = this.node;
    if (scrollTop > this.endTop() - NEAR_END_PX) this.follows = true;
    else if (scrollTop < this.top) this.follows = false;
    this.top = scrollTop;
  }

  update(messages) {
    this.forget(messages);
    let previous = null;
    messages.forEach((message, index) => {
      const starts = !previous || day(new Date(previous.at), this.pane.tz) !== day(new Date(message.at), this.pane.tz);
      const item = this.item(message, starts);
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
      previous = message;
    });
    this.empty.hidden = messages.length > 0;
    if (this.follows) this.toEnd();
  }

  toEnd() {
    this.node.scrollTop = this.endTop();
  }

  /** Where the end is in sight, or the beginning of the last message where that is taller than the window. */
  endTop() {
    const end = this.node.scrollHeight - this.node.clientHeight;
    const last = this.list.lastElementChild;
    if (!last) return end;
    const top = last.getBoundingClientRect().top - this.node.getBoundingClientRect().top + this.node.scrollTop;
    return Math.min(end, top);
  }

  forget(messages) {
    const there = new Set(messages.map((message) => message.ts));
    for (const [ts, { node }] of this.drawn) {
      if (there.has(ts)) continue;
      const hadKeyboard = node.contains(document.activeElement);
      node.remove();
      this.drawn.delete(ts);
      if (hadKeyboard) this.node.focus();
    }
  }

  item(message, starts) {
    const signature = JSON.stringify([{ ...message, state: null }, starts]);
    const entry = this.drawn.get(message.ts) ?? this.first(message);
    if (entry.signature === signature) return entry.node;
    entry.signature = signature;
    if (message.blocks?.length) entry.surface.values.follow(message.blocks, message.state?.values);
    const focus = keepingFocus(entry.node, () => entry.node.replaceChildren(...this.parts(message, entry.surface, starts)));
    if (focus === "lost") entry.node.querySelector("article").focus({ preventScroll: true });
    return entry.node;
  }

  first(message) {
    const node = h("li");
    const surface = new Surface({
      pane: this.pane, id: `${this.channel}|${message.ts}`, where: { channel: this.channel, ts: message.ts },
      headings: "h3", root: () => node,
    });
    const entry = { node, surface, signature: null };
    this.drawn.set(message.ts, entry);
    return entry;
  }

  parts(message, surface, starts) {
    const { pane } = this;
    const at = new Date(message.at);
    const who = message.bot ? pane.names.bot() : pane.names.user(message.user);
    const body = message.blocks?.length ? blockNodes(message.blocks, surface) : [h("div", { class: "text", dir: "auto" }, mrkdwn(message.text ?? "", pane.names))];
    return [
      starts && h("p", { class: "day" }, day(at, pane.tz)),
      h("article", { class: message.bot ? "message from-bot" : "message", tabindex: "-1", "aria-label": `${who}, ${hour(at, pane.tz)}` },
        pane.avatar(message.bot ? null : message.user),
        h("div", { class: "message-body" },
          h("p", { class: "byline" }, h("bdi", { class: "name" }, who), message.bot && h("span", { class: "tag" }, "app"),
            h("time", { datetime: message.at }, hour(at, pane.tz)),
            message.edited && h("span", {}, "edited"),
            message.ephemeral && h("span", {}, "only you can see this")),
          h("div", { class: "blocks", lang: message.bot ? pane.lang : null }, body))),
    ].filter(Boolean);
  }
}

/** The line to write in, with Slack's slash commands. `channel` is null for the DM. */
export function composer(pane, channel, placeholder) {
  const field = h("textarea", {
    rows: "1", class: "write", "aria-label": placeholder, placeholder, dir: "auto", autocomplete: "off", "data-key": `write|${channel}`,
    on: {
      input: () => suggest(),
      keydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        form.requestSubmit();
      },
    },
  });
  const hints = h("ul", { class: "commands", "aria-label": "Commands", hidden: true });
  const suggest = () => {
    const fitting = field.value.startsWith("/") ? pane.commands.filter((c) => c.command.startsWith(field.value.split(" ")[0])) : [];
    hints.hidden = !fitting.length;
    hints.replaceChildren(...fitting.map((c) => h("li", {}, h("button", {
      type: "button", class: "option", on: { click: () => { field.value = `${c.command} `; suggest(); field.focus(); } },
    }, h("strong", {}, c.command), c.usage_hint && h("span", { class: "usage" }, ` ${c.usage_hint}`), h("span", { class: "note" }, c.description)))));
  };
  const form = h("form", {
    class: "composer",
    on: { submit: (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return;
      field.value = "";
      suggest();
      send(pane, channel, text, button).then((sent) => { if (!sent && !field.value) field.value = text; });
    } },
  });
  const button = h("button", { type: "submit", class: "button primary" }, "Send");
  form.append(hints, h("div", { class: "line" }, field, button));
  return form;
}

/** Says a line, or runs it where it is a command. Gives false where the sandbox did not take it. */
async function send(pane, channel, text, button) {
  const [first, ...rest] = text.split(/\s+/);
  const known = pane.commands.some((c) => c.command === first);
  if (text.startsWith("/") && !known) {
    pane.notice(`${first} is not a command here. Known: ${pane.commands.map((c) => c.command).join(", ") || "none"}.`);
    return false;
  }
  button.setAttribute("aria-busy", "true");
  const result = await pane.perform(() => (known ? api.command(pane.person, first, rest.join(" ")) : api.say(pane.person, text, channel)));
  button.removeAttribute("aria-busy");
  return result !== null;
}
