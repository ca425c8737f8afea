// Slack's own markup as elements. All text goes through text nodes: markup in it stays text.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { writtenDate } from "./times.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;
const CHAT_LINK = /^slack:\/\/user\?team=\w+&id=([UW]\w+)$/;

/** `text` in Slack's mrkdwn as a fragment. `names` tells people and channels: {user(id), channel(id), tz}. */
export function mrkdwn(text, names) {
  const fragment = document.createDocumentFragment();
  text.split("```").forEach((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) fragment.append(h("pre", {}, h("code", {}, plain(part.replace(/^\n|\n$/g, "")))));
    else if (part.trim()) fragment.append(...lines(index % 2 === 1 ? "```" + part : part, names));
  });
  return fragment;
}

/** A link where the address is one that a person may follow, its label alone where it is not. */
export function link(address, label) {
  const chat = CHAT_LINK.exec(address);
  if (chat) return chatLink(address, chat[1], label);
  const shown = label ?? address.replace(/^(mailto:|tel:)/i, "");
  if (!SAFE_LINK.test(address)) return h("span", {}, shown);
  const away = /^http/i.test(address) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h("a", { href: address, ...away }, shown);
}

/** A link into the chat of two people; the pane it stands in opens that chat (pane.js). */
function chatLink(address, person, label) {
  const open = (event) => {
    event.preventDefault();
    event.currentTarget.dispatchEvent(new CustomEvent("open-chat", { bubbles: true, detail: person }));
  };
  return h("a", { href: address, on: { click: open } }, label ?? address);
}

function lines(text, names) {
  const nodes = [];
  for (const line of text.replace(/^\n+|\n+$/g, "").split("\n")) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const bullet = /^\s*(•|-|◦) (.*)$/.exec(line);
    if (quote) into(nodes, "BLOCKQUOTE", () => h("blockquote"), h("p", {}, inline(quote[1], names)));
    else if (bullet) into(nodes, "UL", () => h("ul", { "data-mark": bullet[1] }), h("li", {}, inline(bullet[2], names)));
    else if (!line.trim()) nodes.push(h("div", { class: "gap" }));
    else nodes.push(h("div", { dir: "auto" }, inline(line, names)));
  }
  return nodes;
}

function into(nodes, tag, make, child) {
  if (nodes.at(-1)?.tagName !== tag) nodes.push(make());
  nodes.at(-1).append(child);
}

function inline(text, names) {
  const nodes = [];
  let plainFrom = 0;
  for (let at = 0; at < text.length; at += 1) {
    const found = codeAt(text, at) ?? entityAt(text, at, names) ?? markAt(text, at, names);
    if (!found) continue;
    nodes.push(plain(text.slice(plainFrom, at)), found.node);
    plainFrom = found.end;
    at = found.end - 1;
  }
  nodes.push(plain(text.slice(plainFrom)));
  return nodes;
}

function codeAt(text, at) {
  if (text[at] !== "`") return null;
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { node: h("code", {}, unescaped(text.slice(at + 1, end))), end: end + 1 };
}

function entityAt(text, at, names) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  const node = end > at && entity(text.slice(at + 1, end), names);
  return node ? { node, end: end + 1 } : null;
}

function entity(inside, names) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? plain(rest.join("|")) : null;
  if (/^@[UW]\w+$/.test(target)) return mention("@" + names.user(target.slice(1)));
  if (/^#[CG]\w+$/.test(target)) return mention("#" + names.channel(target.slice(1)));
  if (/^!(here|channel|everyone)$/.test(target)) return mention("@" + target.slice(1));
  if (/^!subteam\^/.test(target)) return mention(label ?? "@group");
  if (/^!date\^/.test(target)) return h("span", {}, writtenDate(target, rest.join("|"), names.tz));
  if (SAFE_LINK.test(target) || CHAT_LINK.test(unescaped(target))) return link(unescaped(target), label ?? undefined);
  return null;
}

/** A person's or a channel's name where it is mentioned. */
export function mention(name) {
  return h("span", { class: "mention" }, h("bdi", {}, name));
}

function markAt(text, at, names) {
  const tag = MARKS[text[at]];
  if (!tag || wordy(text[at - 1]) || !text[at + 1] || /[\s*_~]/.test(text[at + 1])) return null;
  const end = closing(text, at);
  if (end < 0) return null;
  return { node: h(tag, {}, inline(text.slice(at + 1, end), names)), end: end + 1 };
}

function closing(text, at) {
  for (let end = at + 2; end < text.length; end += 1) {
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    else if (text[end] === text[at] && !/\s/.test(text[end - 1]) && !wordy(text[end + 1])) return end;
  }
  return -1;
}

const wordy = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

const unescaped = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** Text as Slack shows it outside of markup: its three escapes undone, shortcodes as pictures. */
const plain = (text) => withEmoji(unescaped(text));

/** Slack's text object ({type, text}) as elements. */
export function textObject(object, names) {
  if (!object) return document.createDocumentFragment();
  if (object.type === "mrkdwn") return mrkdwn(object.text, names);
  const shown = object.emoji === false ? object.text : withEmoji(object.text);
  return h("span", { dir: "auto", class: "plain" }, unescaped(shown));
}

/** A text object as one line of text, for names that screen readers say. */
export function spoken(object, names) {
  const holder = h("div", {}, textObject(object, names));
  return holder.textContent.replace(/\s+/g, " ").trim();
}
