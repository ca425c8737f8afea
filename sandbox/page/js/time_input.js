// datepicker, timepicker, datetimepicker: the browser's own controls, which keyboards and readers know.

import { h } from "./dom.js";
import { keyOf } from "./values.js";

const KIND = {
  datepicker: ["date", "selected_date"],
  timepicker: ["time", "selected_time"],
  datetimepicker: ["datetime-local", "selected_date_time"],
};

/** A date, a time of day, or both. `use` as in elements.js. */
export function timeInput(use) {
  const { element, block, surface } = use;
  const [type, field] = KIND[element.type];
  const now = surface.values.of(block, element)[field];
  // While a date is typed the browser says "change" at every key that makes a whole date: year 2, 20, 202…
  // Slack sends one action, so typing is sent on Enter or on leaving, and a choice with the mouse at once.
  let typing = false;
  let sent = now;
  const read = () => {
    const text = node.value;
    if (!text) return null;
    return element.type === "datetimepicker" ? Math.floor(new Date(text).getTime() / 1000) : text;
  };
  const dispatch = () => {
    typing = false;
    if (!use.dispatches || read() === sent) return;
    sent = read();
    surface.send(use, { [field]: sent });
  };
  const node = h("input", {
    type, class: "write", "data-key": keyOf(use), "aria-labelledby": use.names,
    "aria-label": use.names ? null : use.label, "aria-describedby": use.described, "data-autofocus": element.focus_on_load,
    prop: { value: element.type === "datetimepicker" && now ? local(now) : now ?? "" },
    on: {
      keydown: (event) => {
        if (event.key === "Enter") {
          if (use.dispatches) event.preventDefault();
          dispatch();
        } else if (event.key !== "Tab" && event.key !== "Shift") typing = true;
      },
      input: () => surface.keep(use, { [field]: read() }),
      change: () => { if (!typing) dispatch(); },
      blur: dispatch,
    },
  });
  return node;
}

function local(seconds) {
  const at = new Date(seconds * 1000);
  at.setMinutes(at.getMinutes() - at.getTimezoneOffset());
  return at.toISOString().slice(0, 16);
}
