// Would the phone have rung? What came to one person's lock screen, and their Do Not Disturb.

import * as api from "./api.js";
import { h, freshId, icon } from "./dom.js";
import { day, dayAndHour, hour } from "./times.js";

const SHOWN = 4;
const LANGUAGES = [["en-US", "English"], ["es-MX", "Español"]];

export class Phone {
  constructor(pane) {
    this.pane = pane;
    const title = freshId("phone");
    const content = freshId("phone-content");
    this.latest = h("span", { class: "latest" });
    this.hour = h("p", { class: "lock-hour", "aria-hidden": "true" });
    this.date = h("p", { class: "lock-date", "aria-hidden": "true" });
    this.list = h("ol", { class: "pushes" });
    this.night = this.switch("Do Not Disturb at set hours", (on) => this.save(on));
    this.start = this.time("From", "22:00");
    this.end = this.time("Until", "07:00");
    this.snooze = this.switch("Notifications snoozed now", (on) => this.set({ snooze: on }));
    this.language = h("select", { on: { change: () => this.set({ locale: this.language.value }) } },
      LANGUAGES.map(([value, name]) => h("option", { value, lang: value }, name)));
    this.content = h("div", { class: "phone-content", id: content, tabindex: "-1" },
      h("div", { class: "lock" }, this.hour, this.date, this.list),
      h("div", { class: "quiet-hours" }, this.night.node, h("div", { class: "hours" }, this.start.node, this.end.node), this.snooze.node,
        h("label", { class: "language" }, h("span", {}, "Slack’s language"), this.language)));
    this.toggle = h("button", { type: "button", class: "phone-toggle", "aria-expanded": "false", "aria-controls": content,
      on: { click: () => this.open(this.toggle.getAttribute("aria-expanded") !== "true") } },
    h("span", { class: "toggle-words" }, "Would the phone have rung?"), this.latest, icon("chevron"));
    this.node = h("section", { class: "phone", "aria-labelledby": title, "data-region": true },
      h("h3", { id: title, class: "phone-title" }, "Would the phone have rung?", h("span", { class: "unseen" }, ` ${pane.user.name}`)), this.toggle, this.content);
  }

  open(on) {
    this.toggle.setAttribute("aria-expanded", String(on));
    this.node.classList.toggle("open", on);
  }

  switch(label, onChange) {
    const input = h("input", { type: "checkbox", role: "switch", on: { change: () => onChange(input.checked) } });
    return { input, node: h("label", { class: "switch" }, input, h("span", {}, label)) };
  }

  time(label, value) {
    const input = h("input", { type: "time", class: "write", prop: { value }, on: { change: () => input.value && this.save(this.night.input.checked) } });
    return { input, node: h("label", {}, h("span", {}, label), input) };
  }

  save(enabled) {
    this.set({ dnd: { enabled, start: this.start.input.value || "22:00", end: this.end.input.value || "07:00" } });
  }

  set(fields) {
    this.pane.perform(() => api.change(this.pane.person, fields));
  }

  update(screen) {
    const pushes = [...(screen.phone ?? [])].reverse();
    const signature = JSON.stringify([pushes, screen.user]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.list.replaceChildren(...pushes.slice(0, SHOWN).map((push) => this.push(push)));
    if (!pushes.length) this.list.append(h("li", { class: "no-push" }, "Nothing has come to this phone yet."));
    if (pushes.length > SHOWN) this.list.append(h("li", { class: "no-push" }, `and ${pushes.length - SHOWN} earlier`));
    this.latest.replaceChildren(...(pushes.length ? [icon(pushes[0].rang ? "bell" : "silent"), pushes[0].rang ? "It rang" : "It stayed silent",
      ` at ${hour(new Date(pushes[0].at), this.pane.tz)}`] : ["Nothing yet"]));
    this.settings(screen.user);
  }

  settings(user) {
    const hours = user.dnd_schedule;
    this.night.input.checked = hours.enabled;
    this.snooze.input.checked = user.snooze;
    this.language.value = LANGUAGES.find(([code]) => code.split("-")[0] === user.locale.split("-")[0])?.[0] ?? "en-US";
    for (const [field, value] of [[this.start.input, hours.start], [this.end.input, hours.end]])
      if (document.activeElement !== field) field.value = value;
  }

  push(push) {
    return h("li", { class: push.rang ? "push rang" : "push" },
      h("p", { class: "push-head" }, icon("flame"), h("bdi", {}, this.pane.names.bot()), h("time", { datetime: push.at }, dayAndHour(new Date(push.at), this.pane.tz))),
      h("p", { class: "push-text", dir: "auto" }, push.text),
      h("p", { class: "push-why" }, icon(push.rang ? "bell" : "silent"), h("strong", {}, push.rang ? "It rang" : "It stayed silent"), push.why ? `: ${push.why}.` : "."));
  }

  tick(now) {
    this.hour.textContent = hour(now, this.pane.tz);
    this.date.textContent = day(now, this.pane.tz);
  }
}
