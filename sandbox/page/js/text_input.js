// plain_text_input, number_input, email_text_input, url_text_input.

import { h } from "./dom.js";
import { spoken } from "./mrkdwn.js";
import { keyOf } from "./values.js";

const KIND = { email_text_input: "email", url_text_input: "url" };

/** A line or an area to write in. `use` as in elements.js. */
export function textInput(use) {
  const { element, block, surface } = use;
  const many = element.type === "plain_text_input" && element.multiline;
  const trigger = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const value = () => ({ value: node.value === "" ? null : node.value });
  const node = h(many ? "textarea" : "input", {
    class: "write", "data-key": keyOf(use), dir: "auto", autocomplete: "off",
    type: many ? null : KIND[element.type] ?? "text", rows: many ? 5 : null,
    inputmode: element.type === "number_input" ? "decimal" : null,
    maxlength: element.max_length ?? (element.type === "plain_text_input" ? 3000 : null),
    placeholder: element.placeholder ? spoken(element.placeholder, surface.names) : null,
    "aria-labelledby": use.names, "aria-label": use.names ? null : use.label, "aria-describedby": use.described,
    "data-autofocus": element.focus_on_load,
    prop: { value: surface.values.of(block, element).value ?? "" },
    on: {
      input: () => {
        surface.keep(use, value());
        count();
        if (use.dispatches && trigger.includes("on_character_entered")) surface.send(use, value());
      },
      keydown: (event) => {
        const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
        if (!plainEnter || many || !use.dispatches || !trigger.includes("on_enter_pressed")) return;
        event.preventDefault();
        surface.send(use, value());
      },
    },
  });
  const left = h("span", { class: "left", "aria-hidden": "true" });
  const count = () => {
    const room = element.max_length && element.max_length - node.value.length;
    left.textContent = element.max_length && room < Math.max(20, element.max_length / 5) ? String(room) : "";
  };
  count();
  return h("span", { class: "write-holder" }, node, left);
}

/** What Slack's own client says before it sends such a field, or null. `value` as in view.state.values. */
export function textProblem(element, { value }) {
  if (element.min_length && value.length < element.min_length)
    return `Please write at least ${element.min_length} characters.`;
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value)) return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/i.test(value)) return "Please enter a valid link.";
  return element.type === "number_input" ? numberProblem(element, value) : null;
}

function numberProblem(element, value) {
  const pattern = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(value)) return element.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
  const number = Number(value);
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Please enter ${element.max_value} or less.`;
  return null;
}
