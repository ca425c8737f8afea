// Block Kit's blocks as elements of the page.

import { h, freshId } from "./dom.js";
import { elementNode } from "./elements.js";
import { markdown } from "./markdown.js";
import { spoken, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const MAKERS = { section, header, context, divider, actions, input, image, rich_text: rich, markdown: marked };

// The sandbox makes no request to anyone: pictures come from this machine or stay a frame with their words.
const NEAR = /^(data:image\/|\/|https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/)/i;

/**
 * The blocks of one message or view. `surface`: {id, names, values, keep, send, isBusy, errors}; see
 * surface.js. A block of an unknown kind is said, never left out.
 */
export function blockNodes(blocks, surface) {
  return blocks.map((block) => {
    const make = MAKERS[block.type];
    const node = make ? make(block, surface)
      : h("p", { class: "unknown" }, `The sandbox cannot show a block of type “${block.type}”.`);
    node.classList.add("block", `block-${block.type}`);
    if (block.block_id) node.dataset.block = block.block_id;
    return node;
  });
}

function section(block, surface) {
  const id = freshId("section");
  const words = h("div", { class: "words", id },
    block.text && h("div", { class: "text", dir: "auto" }, textObject(block.text, surface.names)),
    block.fields && h("div", { class: "fields" },
      block.fields.map((field) => h("div", { class: "text", dir: "auto" }, textObject(field, surface.names)))));
  const node = h("div", {}, words);
  if (!block.accessory) return node;
  const element = block.accessory;
  const accessory = element.type === "image" ? picture(element, "thumb")
    : elementNode({ element, block, surface, names: id, label: "Choose", dispatches: true });
  const wide = ["radio_buttons", "checkboxes"].includes(element.type) ? "under" : "";
  node.append(h("div", { class: `accessory ${wide}` }, accessory));
  return node;
}

function header(block, surface) {
  return h("div", {}, h(surface.headings, { dir: "auto" }, textObject(block.text, surface.names)));
}

function context(block, surface) {
  return h("div", {}, block.elements.map((element) =>
    element.type === "image" ? picture(element, "tiny")
      : h("div", { class: "text", dir: "auto" }, textObject(element, surface.names))));
}

function divider() {
  return h("hr");
}

function actions(block, surface) {
  return h("div", {}, block.elements.map((element) =>
    elementNode({ element, block, surface, label: labelOf(element, surface), dispatches: true })));
}

// Elements of an actions block have no label in Slack's format; the placeholder is the nearest to one.
function labelOf(element, surface) {
  if (element.placeholder) return spoken(element.placeholder, surface.names);
  return { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" }[element.type] ?? "Choose";
}

function input(block, surface) {
  const name = freshId("label");
  const hint = block.hint && freshId("hint");
  const error = surface.errors[block.block_id];
  const errorId = error && freshId("error");
  const use = {
    element: block.element, block, surface, names: name,
    described: [errorId, hint].filter(Boolean).join(" ") || null, dispatches: Boolean(block.dispatch_action),
  };
  const control = elementNode(use);
  const target = control.matches("input, textarea") ? control : control.querySelector("input, textarea, .picker");
  if (error) (control.matches(".choices") ? control : target)?.setAttribute("aria-invalid", "true");
  if (!block.optional) control.querySelector("input:not([type=radio], [type=checkbox]), textarea")?.setAttribute("aria-required", "true");
  if (target && !target.id) target.id = freshId("field");
  const single = target && !control.matches(".choices");
  return h("div", { class: error ? "wrong" : "" },
    h(single ? "label" : "div", { class: "label", for: single ? target.id : null },
      h("span", { id: name }, textObject(block.label, surface.names)),
      block.optional && h("span", { class: "optional" }, surface.pane.lang === "es" ? " (opcional)" : " (optional)")),
    control,
    error && h("p", { class: "error", id: errorId }, h("strong", {}, "Please look: "), error),
    block.hint && h("p", { class: "hint", id: hint }, textObject(block.hint, surface.names)));
}

function image(block, surface) {
  return h("figure", {}, block.title && h("figcaption", {}, textObject(block.title, surface.names)), picture(block, "large"));
}

function picture(element, size) {
  const address = element.image_url ?? "";
  if (NEAR.test(address)) return h("img", { src: address, alt: element.alt_text ?? "", class: size, loading: "lazy" });
  return h("span", { class: `absent ${size}`, role: "img", "aria-label": element.alt_text ?? "picture" }, element.alt_text ?? "");
}

function rich(block, surface) {
  return h("div", { class: "text" }, richText(block.elements, surface.names));
}

function marked(block, surface) {
  return h("div", { class: "text", dir: "auto" }, markdown(block.text, surface.headings));
}
