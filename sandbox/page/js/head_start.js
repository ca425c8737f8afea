// A team to begin with, set up by the sandbox through everybody's own screens.

import * as api from "./api.js";
import { h, freshId } from "./dom.js";

const LOOK_EVERY_MS = 400;
const DONE = "The team is set up: everybody has said yes, and three of them can be asked. Choose who you would like to be.";
const HALF_WAY = "It stopped half way. The team is there, but not everybody has answered. You can go on by hand: the invitations are in people’s messages.";

/**
 * Offered while there is no team; says how far it is, and what came of it. Hidden where there is a team.
 * `choose(one, other)` shows two people side by side.
 */
export function headStart(cast, choose) {
  const admin = cast.people.find((one) => one.is_admin)?.name ?? "the admin";
  const nameOf = (id) => cast.people.find((one) => one.id === id)?.name ?? id;
  const title = freshId("start");
  let pair = [];
  const link = h("a", { on: { click: (event) => { event.preventDefault(); choose(...pair); } } });
  const said = h("p", { class: "start-said", role: "status" });
  const button = h("button", { type: "button", class: "button primary", on: { click: () => begin() } }, h("span", {}, "Set a team up for me"));
  const bar = h("progress", { "aria-label": "How far the team is set up", hidden: true });
  const words = h("p", { class: "start-words" }, "There is no team yet. The sandbox can play the clicks that set one up, "
    + `on everybody’s own screens, in a few seconds. Or be ${admin} and set it up yourself.`);
  const node = h("section", { class: "start", "aria-labelledby": title, hidden: true },
    h("h3", { id: title }, "Begin with a team"), words, button, bar, said);
  let asked = false;

  async function begin() {
    if (asked) return;
    working(true);
    const looking = setInterval(look, LOOK_EVERY_MS);
    try {
      await api.rehearse();
      ended(DONE);
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      const why = error.message.split("\n")[0];
      if ((await look()) === "there") ended(`${HALF_WAY} (${why})`);
      else said.textContent = `That did not work out. You can try once more, or set it up as ${admin}. (${why})`;
    } finally {
      clearInterval(looking);
      working(false);
    }
  }

  function working(on) {
    asked = on;
    button.setAttribute("aria-disabled", String(on));
    bar.hidden = !on;
    if (on) said.textContent = "Setting up the team. This takes a few seconds.";
  }

  /** Nothing is left to offer: says what came of it, and puts the keyboard where it goes on. */
  function ended(sentence) {
    const hadKeyboard = node.contains(document.activeElement);
    words.remove();
    button.remove();
    said.replaceChildren(sentence, " ", link);
    if (hadKeyboard) node.parentNode?.querySelector(".start a, .person")?.focus({ preventScroll: true });
  }

  /** Reads how far it is; somebody else may have begun, in another window. */
  async function look() {
    const found = await api.rehearsal().catch(() => null);
    if (!found) return found;
    pair = found.side_by_side;
    link.href = `#as=${pair[0]}&with=${pair[1]}`;
    link.textContent = `See ${pair.map(nameOf).join(" and ")} side by side.`;
    bar.max = found.of;
    bar.value = found.done;
    return found.state;
  }

  async function first() {
    const state = await look();
    node.hidden = state !== "none" && state !== "under way";
    if (state !== "under way") return;
    working(true);
    while (node.isConnected && (await look()) === "under way") await new Promise((go) => setTimeout(go, LOOK_EVERY_MS));
    working(false);
    if ((await look()) === "there") ended(DONE);
  }

  first();
  return node;
}
