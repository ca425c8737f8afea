// The first thing one sees: who one can be.

import { h } from "./dom.js";
import { headStart } from "./head_start.js";

/** The cast as cards. `avatar(id)` draws one; `choose(id, beside)` is called with whom one wants to be, and see. */
export function welcome(cast, avatar, choose) {
  return h("div", { class: "welcome", "data-region": true },
    h("h2", {}, "Who would you like to be?"),
    h("p", { class: "lead" }, "This is a small stand-in for Slack, on this computer only. Choose somebody and see what they see: "
      + "their Home, their messages, and whether their phone would ring. You can change at any time, and see two people side by side."),
    headStart(cast, choose),
    h("ul", { class: "cast" }, cast.people.map((one) => h("li", {},
      h("button", { type: "button", class: "person", on: { click: () => choose(one.id) } },
        avatar(one.id),
        h("span", { class: "person-words" },
          h("span", { class: "person-name" }, h("bdi", {}, one.name), one.is_admin && h("span", { class: "tag" }, "admin"), one.deleted && h("span", { class: "tag" }, "taken out")),
          h("span", { class: "person-about" }, one.about)))))));
}
