// The rich_text block: sections, lists, quotes and preformatted text.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";
import { writtenDate } from "./times.js";

const INLINE = {
  text: (e) => e.text.split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line])),
  link: (e) => link(e.url, e.text),
  user: (e, names) => mention("@" + names.user(e.user_id)),
  channel: (e, names) => mention("#" + names.channel(e.channel_id)),
  usergroup: () => mention("@group"),
  broadcast: (e) => mention("@" + e.range),
  emoji: (e) => emoji(e.name),
  date: (e, names) => writtenDate(`!date^${e.timestamp}^${e.format ?? "{date}"}`, e.fallback ?? "", names.tz),
  color: (e) => h("code", {}, e.value),
};

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]];

function inline(element, names) {
  const made = INLINE[element.type]?.(element, names) ?? `[${element.type}]`;
  return STYLES.reduce((inner, [style, tag]) => (element.style?.[style] ? h(tag, {}, inner) : inner), made);
}

/** The elements of a rich_text block as nodes. */
export function richText(elements, names) {
  return elements.map((element) => {
    const inner = () => element.elements.map((child) => inline(child, names));
    if (element.type === "rich_text_section") return h("div", { dir: "auto" }, inner());
    if (element.type === "rich_text_quote") return h("blockquote", { dir: "auto" }, inner());
    if (element.type === "rich_text_preformatted") return h("pre", {}, h("code", {}, inner()));
    if (element.type === "rich_text_list")
      return h(element.style === "ordered" ? "ol" : "ul", { class: `indent-${element.indent ?? 0}` },
        element.elements.map((item) => h("li", { dir: "auto" }, item.elements.map((child) => inline(child, names)))));
    return h("p", { class: "unknown" }, `The sandbox cannot show “${element.type}”.`);
  });
}
