// A drawer for trouble: what Slack or the network may do to the bot, to watch how it copes.

import * as api from "./api.js";
import { h, freshId, icon } from "./dom.js";

const METHODS = ["*", "chat.postMessage", "chat.update", "views.open", "views.update", "views.push", "views.publish", "users.info", "conversations.open"];
const KINDS = [
  ["latency", "is slow"],
  ["lost_answer", "works, but its answer is lost"],
  ["late_post", "works, but late"],
  ["ratelimited", "says: too many requests"],
  ["http500", "fails with a server error"],
  ["drop", "drops the connection"],
];

export class Trouble {
  /** onDone(sentence) says what was done; onReset() after everything was emptied. */
  constructor(onDone, onReset) {
    Object.assign(this, { onDone, onReset });
    const id = freshId("trouble");
    this.faults = h("ul", { class: "faults" });
    this.panel = h("section", { id, class: "trouble", "aria-label": "Trouble", hidden: true }, this.form(), this.others());
    this.toggle = h("button", { type: "button", class: "button quiet", "aria-expanded": "false", "aria-controls": id,
      on: { click: () => this.open(this.panel.hidden) } }, "Trouble", icon("chevron"));
  }

  open(on) {
    this.panel.hidden = !on;
    this.toggle.setAttribute("aria-expanded", String(on));
    if (on) this.read();
  }

  form() {
    const method = h("select", {}, METHODS.map((name) => h("option", { value: name }, name === "*" ? "every call" : name)));
    const kind = h("select", {}, KINDS.map(([value, words]) => h("option", { value }, words)));
    const seconds = h("input", { type: "number", class: "write", min: "0", max: "60", step: "0.5", prop: { value: "2" } });
    const times = h("input", { type: "number", class: "write", min: "1", max: "100", prop: { value: "1" } });
    const field = (label, control) => h("label", {}, h("span", {}, label), control);
    return h("form", { class: "fault-form", on: { submit: (event) => {
      event.preventDefault();
      this.do("Set. It waits for the next such call.", () => api.fault({
        method: method.value, kind: kind.value, times: Number(times.value), seconds: Number(seconds.value),
      }));
    } } },
    h("h2", {}, "When the bot calls Slack"),
    h("div", { class: "fault-fields" }, field("Which call", method), field("What happens", kind), field("Seconds", seconds), field("How many times", times),
      h("button", { type: "submit", class: "button" }, "Make it so")),
    this.faults);
  }

  others() {
    const button = (words, work, said, style = "") => h("button", { type: "button", class: `button ${style}`, on: { click: () => this.do(said, work) } }, words);
    return h("div", { class: "fault-others" }, h("h2", {}, "Between Slack and the bot"),
      h("div", { class: "row" },
        button("Drop the socket", () => api.sockets("drop"), "The bot’s socket was dropped."),
        button("Ask the bot to reconnect", () => api.sockets("refresh"), "The bot was asked to reconnect."),
        button("Send the next one twice", () => api.redeliver(1), "The next payload is sent twice."),
        button("End all trouble", () => api.clearFaults(), "No trouble is left."),
        button("Empty all messages", async () => { await api.reset(); this.onReset(); }, "Messages, windows and phones are empty. The bot keeps what it knows.", "danger")));
  }

  async do(said, work) {
    try {
      await work();
      this.onDone(said);
      await this.read();
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      this.onDone(error.message);
    }
  }

  async read() {
    const { faults } = await api.faults().catch(() => ({ faults: [] }));
    const words = Object.fromEntries(KINDS);
    this.faults.replaceChildren(...(faults ?? []).map((fault) =>
      h("li", {}, `${fault.method === "*" ? "Every call" : fault.method} ${words[fault.kind] ?? fault.kind}, ${fault.times} more`)));
  }
}
