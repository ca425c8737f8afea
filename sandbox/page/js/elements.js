// Block Kit's interactive elements. Each maker takes one `use`:
//   {element, block, surface, names, label, described, dispatches, autofocus}
// `names` are ids of what labels it, `label` is the fallback; `surface` keeps values and sends actions.

import { h, icon } from "./dom.js";
import { spoken, textObject } from "./mrkdwn.js";
import { menuButton } from "./menu.js";
import { picker } from "./picker.js";
import { textInput } from "./text_input.js";
import { timeInput } from "./time_input.js";
import { keyOf } from "./values.js";

const MAKERS = {
  button,
  workflow_button: button,
  static_select: select,
  multi_static_select: select,
  users_select: select,
  multi_users_select: select,
  conversations_select: select,
  multi_conversations_select: select,
  channels_select: select,
  multi_channels_select: select,
  radio_buttons: choices,
  checkboxes: choices,
  overflow,
  datepicker: timeInput,
  timepicker: timeInput,
  datetimepicker: timeInput,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
};

/** One element as something to use; a kind that the sandbox does not know is said, never left out. */
export function elementNode(use) {
  const make = MAKERS[use.element.type];
  if (!make) return h("span", { class: "unknown" }, `The sandbox cannot show “${use.element.type}”.`);
  return make(use);
}

function button(use) {
  const { element, surface } = use;
  const words = textObject(element.text, surface.names);
  const props = {
    class: `button ${element.style ?? ""}`, "data-key": keyOf(use), "aria-label": element.accessibility_label,
    "aria-busy": surface.isBusy(keyOf(use)) ? "true" : null,
    on: { click: () => surface.send(use, {}) },
  };
  if (!element.url) return h("button", { type: "button", ...props }, words);
  const away = /^https?:/i.test(element.url) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const safe = /^(https?|tel|mailto):/i.test(element.url);
  return h("a", { ...props, ...away, href: safe ? element.url : null }, words);
}

function overflow(use) {
  const { element, surface } = use;
  return menuButton({
    label: "More", symbol: icon("more"), key: keyOf(use), busy: surface.isBusy(keyOf(use)),
    entries: element.options.map((option) => ({
      words: textObject(option.text, surface.names),
      note: option.description && textObject(option.description, surface.names),
      onPick: () => surface.send(use, { selected_option: option }),
    })),
  });
}

function optionsOf(element, surface) {
  const known = (options) => options.map((option) => ({
    id: option.value, raw: option, text: spoken(option.text, surface.names),
    node: textObject(option.text, surface.names),
    note: option.description ? textObject(option.description, surface.names) : null,
  }));
  if (element.option_groups)
    return element.option_groups.map((g) => ({ label: textObject(g.label, surface.names), options: known(g.options) }));
  if (element.options) return [{ label: null, options: known(element.options) }];
  const list = element.type.includes("users") ? surface.names.people() : surface.names.channels();
  return [{ label: null, options: list.map(({ id, name }) => ({ id, raw: id, text: name, node: h("bdi", {}, name), note: null })) }];
}

// The field in which each kind of select keeps what was chosen.
const FIELD = {
  static: "selected_option", users: "selected_user", conversations: "selected_conversation", channels: "selected_channel",
};

function select(use) {
  const { element, block, surface } = use;
  const multiple = element.type.startsWith("multi_");
  const field = FIELD[element.type.replace("multi_", "").replace("_select", "")] + (multiple ? "s" : "");
  const groups = optionsOf(element, surface);
  const raw = new Map(groups.flatMap((g) => g.options).map((option) => [option.id, option.raw]));
  const now = [surface.values.of(block, element)[field]].flat().filter(Boolean);
  const value = (ids) => ({ [field]: multiple ? ids.map((id) => raw.get(id)) : raw.get(ids[0]) ?? null });
  return picker({
    groups, multiple, max: element.max_selected_items,
    chosen: now.map((item) => item.value ?? item),
    placeholder: element.placeholder ? spoken(element.placeholder, surface.names) : "Choose",
    names: use.names, label: use.label, described: use.described, key: keyOf(use),
    onPick: (ids) => surface.keep(use, value(ids)),
    onDone: (ids) => use.dispatches && surface.send(use, value(ids)),
  });
}

function choices(use) {
  const { element, block, surface } = use;
  const single = element.type === "radio_buttons";
  const now = surface.values.of(block, element);
  const chosen = new Set((single ? [now.selected_option] : now.selected_options ?? []).filter(Boolean).map((o) => o.value));
  const change = (option, on) => {
    if (single) chosen.clear();
    if (on) chosen.add(option.value);
    else chosen.delete(option.value);
    const kept = element.options.filter((o) => chosen.has(o.value));
    const value = single ? { selected_option: kept[0] ?? null } : { selected_options: kept };
    surface.keep(use, value);
    if (use.dispatches) surface.send(use, value);
  };
  return h("div", { class: "choices", role: single ? "radiogroup" : "group", "data-key": keyOf(use, "all"),
    "aria-labelledby": use.names, "aria-label": use.names ? null : use.label, "aria-describedby": use.described },
  element.options.map((option) => choice(use, option, single, chosen.has(option.value), change)));
}

function choice(use, option, single, checked, change) {
  const key = keyOf(use, option.value);
  return h("label", { class: "choice" },
    h("input", {
      type: single ? "radio" : "checkbox", name: `${use.surface.id}|${keyOf(use)}`, "data-key": key,
      prop: { checked }, on: { change: (event) => change(option, event.target.checked) },
    }),
    h("span", { class: "option-words" }, textObject(option.text, use.surface.names),
      option.description && h("span", { class: "note" }, textObject(option.description, use.surface.names))));
}
