// A select of ours: one or several of a list, with each option's description in sight.

import { h, freshId, icon } from "./dom.js";
import { moved, popover, shut } from "./popover.js";

/**
 * groups: [{label: Node|null, options: [{id, node, note, text}]}], chosen: ids. `onPick(ids)` at each
 * choice, `onDone(ids)` when the list closes after a change. `names`: ids of the elements that label it.
 */
export function picker({ groups, chosen, multiple, max = Infinity, placeholder, names, described, key, label, onPick, onDone }) {
  const picked = new Set(chosen);
  const options = groups.flatMap((group) => group.options);
  const shown = h("span", { class: "picked", id: freshId("picked") });
  const lead = names ? null : h("span", { class: "unseen" }, `${label}: `);
  const button = h("button", {
    type: "button", class: "picker", "data-key": key, "aria-describedby": described,
    ...(names ? { "aria-labelledby": `${names} ${shown.id}` } : {}),
  }, lead, shown, icon("chevron"));
  const list = h("div", {
    role: "listbox", tabindex: "-1", class: "options", "aria-multiselectable": multiple ? "true" : null,
    ...(names ? { "aria-labelledby": names } : { "aria-label": label }),
  });
  let changed = false;

  const show = () => {
    const texts = options.filter((option) => picked.has(option.id)).map((option) => option.text);
    shown.textContent = texts.length ? texts.join(", ") : placeholder;
    shown.classList.toggle("nothing", !texts.length);
    if (lead) lead.hidden = !texts.length && placeholder === label; // "When", not "When: When"
    for (const node of list.querySelectorAll("[role=option]"))
      node.setAttribute("aria-selected", String(picked.has(node.dataset.id)));
  };
  const choose = (id) => {
    if (!multiple) picked.clear();
    if (multiple && picked.has(id)) picked.delete(id);
    else if (picked.size < max) picked.add(id);
    changed = true;
    show();
    onPick([...picked]);
    if (!multiple) shut(panel, button);
  };

  for (const group of groups) list.append(groupOf(group, choose));
  const items = [...list.querySelectorAll("[role=option]")];
  list.addEventListener("keydown", (event) => {
    const now = document.activeElement;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      if (items.includes(now)) choose(now.dataset.id);
      return;
    }
    const next = moved(event, items, now);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  const panel = popover(button, list, {
    role: "listbox",
    first: () => items.find((item) => picked.has(item.dataset.id)) ?? items[0] ?? list,
    onClose: () => {
      if (changed) onDone([...picked]);
      changed = false;
    },
  });
  show();
  return h("span", { class: "picker-holder" }, button, panel);
}

function groupOf(group, choose) {
  const nodes = group.options.map((option) =>
    h("div", {
      role: "option", tabindex: "-1", class: "option", "data-id": option.id, "aria-selected": "false",
      on: { click: () => choose(option.id) },
    }, h("span", { class: "tick" }, icon("check")), h("span", { class: "option-words" }, option.node,
      option.note && h("span", { class: "note" }, option.note))));
  if (!group.label) return nodes.length ? h("div", { role: "presentation" }, nodes) : h("div");
  const id = freshId("group");
  return h("div", { role: "group", "aria-labelledby": id },
    h("div", { class: "group-name", id, role: "presentation" }, group.label), nodes);
}
