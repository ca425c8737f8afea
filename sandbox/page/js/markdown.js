// The markdown block: the part of Markdown that Slack shows, as elements.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const INLINE = [
  [/`([^`\n]+)`/, (m) => h("code", {}, m[1])],
  [/!?\[([^\]\n]+)\]\(([^)\s]+)\)/, (m) => link(m[2], m[1])],
  [/<(https?:\/\/[^>\s]+)>/, (m) => link(m[1])],
  [/\*\*([^\n]+?)\*\*/, (m) => h("strong", {}, inline(m[1]))],
  [/__([^\n]+?)__/, (m) => h("strong", {}, inline(m[1]))],
  [/~~([^\n]+?)~~/, (m) => h("s", {}, inline(m[1]))],
  [/\*([^\s*][^*\n]*)\*/, (m) => h("em", {}, inline(m[1]))],
  [/(?<![\p{L}\p{N}])_([^\s_][^_\n]*)_(?![\p{L}\p{N}])/u, (m) => h("em", {}, inline(m[1]))],
];

function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    let best = null;
    for (const [pattern, make] of INLINE) {
      const match = pattern.exec(rest);
      if (match && (!best || match.index < best.match.index)) best = { match, make };
    }
    if (!best) break;
    const { match, make } = best;
    nodes.push(withEmoji(rest.slice(0, match.index)), make(match));
    rest = rest.slice(match.index + match[0].length);
  }
  nodes.push(withEmoji(rest));
  return nodes;
}

const KINDS = [
  ["heading", /^(#{1,6})\s+(.*)$/],
  ["rule", /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["quote", /^>\s?(.*)$/],
  ["bullet", /^\s*[-*+]\s+(.*)$/],
  ["number", /^\s*\d+[.)]\s+(.*)$/],
];

/** `text` in Markdown as a fragment. `headings`: the tag that its headings take in this place ("h3"). */
export function markdown(text, headings) {
  const fragment = document.createDocumentFragment();
  text.split(/^```.*$/m).forEach((part, index) => {
    if (index % 2) fragment.append(h("pre", {}, h("code", {}, part.replace(/^\n|\n$/g, ""))));
    else prose(part, headings, fragment);
  });
  return fragment;
}

function prose(text, headings, fragment) {
  let open = null;
  const within = (tag, child) => {
    if (open?.tagName !== tag.toUpperCase()) fragment.append((open = h(tag)));
    open.append(...[child].flat());
  };
  for (const line of text.split("\n")) {
    const [kind, match] = kindOf(line);
    if (kind === "heading") fragment.append((open = h(headings, {}, inline(match[2]))));
    else if (kind === "rule") fragment.append((open = h("hr")));
    else if (kind === "quote") within("blockquote", h("p", {}, inline(match[1])));
    else if (kind === "bullet") within("ul", h("li", {}, inline(match[1])));
    else if (kind === "number") within("ol", h("li", {}, inline(match[1])));
    else if (!line.trim()) open = null;
    else within("p", [open?.tagName === "P" ? h("br") : "", ...inline(line)]);
  }
}

function kindOf(line) {
  for (const [kind, pattern] of KINDS) {
    const match = pattern.exec(line);
    if (match) return [kind, match];
  }
  return [null, null];
}
