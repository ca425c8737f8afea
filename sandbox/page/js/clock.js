// The sandbox's time, and the buttons that push it forward.

import * as api from "./api.js";
import { announce } from "./announce.js";
import { h } from "./dom.js";
import { ahead, dayAndHour } from "./times.js";

const STEPS = [[300, "5 min", "5 minutes"], [3600, "1 hour", "1 hour"], [86400, "1 day", "1 day"], [604800, "1 week", "1 week"]];
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export class Clock {
  /** onTick(Date): the sandbox's time, each second; onProblem(sentence). */
  constructor(onTick, onProblem) {
    Object.assign(this, { onTick, onProblem, skew: 0 });
    this.time = h("span", { class: "now" });
    this.offset = h("span", { class: "offset" });
    this.node = h("div", { class: "clock" },
      h("p", { class: "clock-face" }, this.time, this.offset),
      h("div", { class: "steps", role: "group", "aria-label": "Push the clock forward" },
        h("span", { class: "steps-label", "aria-hidden": "true" }, "Push forward"),
        STEPS.map(([seconds, short, long]) => h("button", {
          type: "button", class: "button small", "aria-label": `+${short}: push the clock forward ${long}`,
          on: { click: (event) => this.push(event.currentTarget, seconds) },
        }, `+${short}`))));
    this.read();
    setInterval(() => this.tick(), 1000);
  }

  get now() {
    return new Date(Date.now() + this.skew);
  }

  tick() {
    this.time.textContent = dayAndHour(this.now, HERE);
    this.onTick(this.now);
  }

  take({ now, offset_seconds: offset }) {
    this.skew = new Date(now).getTime() - Date.now();
    const words = ahead(offset ?? 0);
    this.offset.textContent = words && `${words} ahead`;
    this.tick();
  }

  async read() {
    try {
      this.take(await api.clock());
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error; // the status line says that the sandbox is away
    }
  }

  /** Pushes, and waits until the bot has done what fell due. */
  async push(button, seconds) {
    button.setAttribute("aria-busy", "true");
    try {
      await api.advance(seconds);
      await this.read();
      announce(`It is now ${dayAndHour(this.now, HERE)}.`);
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      this.onProblem(error.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }
}
