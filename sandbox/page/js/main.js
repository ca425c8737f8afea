// The page: who is shown, and what holds for all of them.

import * as api from "./api.js";
import { announce } from "./announce.js";
import { Clock } from "./clock.js";
import { add, h } from "./dom.js";
import { Pane } from "./pane.js";
import { Trouble } from "./trouble.js";
import { walkRegions } from "./trap.js";
import { welcome } from "./welcome.js";

const ASK_BOT_EVERY_MS = 3000;
const ASK_AGAIN_MS = 1500;
const STATES = {
  looking: "Reconnecting. Looking every two seconds meanwhile.",
  lost: "The sandbox does not answer. Trying again.",
};

const main = document.querySelector("main");
const status = document.getElementById("status");
const panes = [null, null];
const states = ["live", "live"];
let cast = null;
let bot = true;

const wanted = () => new URLSearchParams(location.hash.slice(1));

function go(changes) {
  const next = wanted();
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  history.pushState(null, "", `#${next}`);
  draw();
}

/** Somebody else at a place: 0 is oneself, 1 the one to compare with; or two people at once. */
function choose(place, id, beside) {
  if (beside) go({ as: id, with: beside, tab: null, withtab: null });
  else go(place ? { with: id, withtab: null } : { as: id, tab: null });
  const select = id ? `[data-key="who|${place}"]` : `[data-key="compare"]`;
  (main.querySelector(select) ?? main).focus();
}

function draw() {
  const want = wanted();
  const known = (id) => (cast.people.some((one) => one.id === id) ? id : null);
  const as = known(want.get("as"));
  const beside = as && known(want.get("with")) !== as ? known(want.get("with")) : null;
  place(0, as, want.get("tab") ?? "home");
  place(1, beside, want.get("withtab") ?? "dm");
  document.body.dataset.panes = [as, beside].filter(Boolean).length;
  document.title = as ? `${panes[0].user.name} · Hearth sandbox` : "Hearth sandbox";
  if (as) {
    main.querySelector(".welcome")?.remove();
    main.append(...panes.filter(Boolean).map((pane) => pane.node).filter((node) => !node.isConnected));
  } else if (!main.querySelector(".welcome")) main.replaceChildren(welcome(cast, avatarOf, (id, beside) => choose(0, id, beside)));
}

function place(index, person, tab) {
  const now = panes[index];
  if ((now?.person ?? null) === person) return;
  now?.close();
  states[index] = "live";
  panes[index] = person && new Pane({
    place: index, person, tab, cast, choose,
    onState: (state) => { states[index] = state; say(); },
    onTab: (at, id) => history.replaceState(null, "", `#${withChange(at ? "withtab" : "tab", id)}`),
  });
  if (index === 0 && panes[0]) main.prepend(panes[0].node);
  clock.tick();
  say();
}

function withChange(name, value) {
  const next = wanted();
  next.set(name, value);
  return next;
}

const avatarOf = (id) => Pane.prototype.avatar.call({ cast, names: { user: (one) => cast.people.find((p) => p.id === one).name } }, id);

/** One line at the top for what is not as it should be. */
function say() {
  const worst = ["lost", "looking"].find((state) => states.includes(state));
  const sentence = worst ? STATES[worst] : bot ? "" : "The bot is not connected. What you do now does not reach it.";
  if (status.textContent === sentence) return;
  status.textContent = sentence;
  status.dataset.state = worst ?? (bot ? "live" : "no-bot");
}

async function askBot() {
  if (document.hidden) return;
  try {
    bot = (await api.ready()).socket_connections > 0;
    if (!panes[0]) states[0] = "live";
  } catch (error) {
    if (!(error instanceof api.Unanswered)) throw error;
    if (!panes[0]) states[0] = "lost";
  }
  say();
}

const note = document.getElementById("note");
const tell = (sentence) => {
  note.textContent = sentence;
  announce(sentence);
  setTimeout(() => { if (note.textContent === sentence) note.textContent = ""; }, 8000);
};
const clock = new Clock((now) => panes.forEach((pane) => pane?.tick(now)), tell);
const trouble = new Trouble(tell, () => panes.forEach((pane) => pane?.live.refresh()));

async function start() {
  add(document.getElementById("controls"), [clock.node, trouble.toggle]);
  document.getElementById("drawer").append(trouble.panel);
  walkRegions();
  while (!cast) {
    try {
      cast = await api.people();
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      states[0] = "lost";
      say();
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
  states[0] = "live";
  main.replaceChildren();
  draw();
  addEventListener("popstate", draw);
  document.querySelector(".brand").addEventListener("click", (event) => {
    event.preventDefault();
    go({ as: null, with: null, tab: null, withtab: null });
    main.querySelector(".person")?.focus();
  });
  setInterval(askBot, ASK_BOT_EVERY_MS);
  askBot();
}

start();
