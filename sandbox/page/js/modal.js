// One person's stack of modals. Only the top one is shown, as in Slack.

import * as api from "./api.js";
import { h, freshId, icon, keepingFocus } from "./dom.js";
import { blockNodes } from "./blocks.js";
import { spoken, textObject } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { textProblem } from "./text_input.js";
import { trap } from "./trap.js";
import { isEmpty } from "./values.js";

const SUBMIT = "modal|submit";
const CLOSE = "modal|close";

export class ModalStack {
  constructor(pane) {
    this.pane = pane;
    this.surfaces = new Map();
    this.left = new Map(); // view id -> key of the control that had the keyboard when another view covered it
    this.veil = null;
    this.view = null;
  }

  /** Shows the stack that the sandbox tells, bottom to top. */
  update(views) {
    for (const id of this.surfaces.keys()) if (!views.some((view) => view.id === id)) this.surfaces.delete(id);
    const top = views.at(-1) ?? null;
    this.depth = views.length;
    if (!top) return this.clear();
    const signature = JSON.stringify([top.id, top.title, top.blocks, top.submit, top.close, top.errors, this.depth]);
    if (signature === this.signature) return;
    this.signature = signature;
    const before = this.view;
    this.view = top;
    this.surface = this.surfaceOf(top);
    this.surface.errors = top.errors ?? {};
    this.surface.values.follow(top.blocks, top.state?.values);
    this.draw(before);
  }

  surfaceOf(view) {
    if (!this.surfaces.has(view.id))
      this.surfaces.set(view.id, new Surface({
        pane: this.pane, id: view.id, where: { view_id: view.id }, headings: "h4", root: () => this.dialog,
      }));
    return this.surfaces.get(view.id);
  }

  draw(before) {
    const wasHere = this.pane.hasKeyboard();
    if (!this.veil) this.show();
    const covered = before && before.id !== this.view.id;
    if (covered) this.left.set(before.id, document.activeElement?.closest("[data-key]")?.dataset.key);
    const fresh = !before || covered || !sharesBlocks(before, this.view);
    const scroll = this.body?.scrollTop ?? 0;
    const focus = keepingFocus(this.dialog, () => this.form.replaceChildren(...this.parts()));
    this.body.scrollTop = fresh ? 0 : scroll;
    if (!wasHere) return;
    if (!before) this.veil.scrollIntoView({ block: "nearest" }); // on a phone the window may end below the fold
    if (fresh) this.enter(before);
    else if (Object.keys(this.surface.errors).length) this.toError();
    else if (focus === "lost") this.heading.focus();
  }

  /** Puts the keyboard into a view that is new here: where it was before, where the bot wants it, or its title. */
  enter(before) {
    const key = before?.id !== this.view.id && this.left.get(this.view.id);
    const target = (key && this.dialog.querySelector(`[data-key="${CSS.escape(key)}"]`))
      || this.dialog.querySelector("[data-autofocus]") || this.heading;
    target.focus({ preventScroll: target === this.heading });
  }

  toError() {
    const wrong = this.dialog.querySelector("[aria-invalid=true]");
    const target = wrong?.matches(".choices") ? wrong.querySelector("input") : wrong;
    (target ?? this.heading).focus();
  }

  show() {
    this.back = document.activeElement;
    this.form = h("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); this.submit(); } } });
    this.dialog = h("div", { class: "modal", role: "dialog", on: { keydown: (event) => this.pressed(event) } }, this.form);
    this.veil = h("div", { class: "veil" }, this.dialog);
    this.release = this.pane.cover(this.veil);
    trap(this.dialog);
  }

  clear() {
    this.signature = null;
    if (!this.veil) return;
    const wasHere = this.veil.contains(document.activeElement) || document.activeElement === document.body;
    this.veil.remove();
    this.release();
    this.veil = this.view = this.body = null;
    this.left.clear();
    if (wasHere) this.pane.takeKeyboardBack(this.back);
  }

  parts() {
    const { view, surface } = this;
    const names = this.pane.names;
    const id = freshId("title");
    this.heading = h("h3", { id, tabindex: "-1", lang: this.pane.lang }, textObject(view.title, names));
    this.dialog.setAttribute("aria-labelledby", id);
    this.body = h("div", { class: "modal-body blocks", lang: this.pane.lang }, blockNodes(view.blocks, surface));
    this.veil.dataset.depth = this.depth;
    return [
      h("div", { class: "modal-head" }, this.heading,
        this.depth > 1 && h("span", { class: "depth" }, `window ${this.depth} of 3`),
        h("button", { type: "button", class: "button quiet symbol", "aria-label": this.depth > 1 ? "Close all windows" : "Close this window", "data-key": "modal|x",
          on: { click: () => this.close({ all: true }) } }, icon("close"))),
      this.body,
      h("div", { class: "modal-foot", lang: this.pane.lang },
        h("button", { type: "button", class: "button", "data-key": CLOSE, "aria-busy": surface.isBusy(CLOSE) ? "true" : null,
          on: { click: () => this.close() } }, view.close ? textObject(view.close, names) : view.submit ? "Cancel" : "Close"),
        view.submit && h("button", { type: "submit", class: "button primary", "data-key": SUBMIT,
          "aria-busy": surface.isBusy(SUBMIT) ? "true" : null }, textObject(view.submit, names))),
    ];
  }

  pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Enter" && !this.view.submit && event.target.matches("input")) event.preventDefault();
  }

  /** Sends what stands in the fields. Slack holds its own button meanwhile, so a second press is not sent. */
  async submit() {
    const { view, surface } = this;
    if (!view.submit || surface.isBusy(SUBMIT)) return;
    surface.errors = problems(view.blocks, surface.values);
    if (Object.keys(surface.errors).length) return this.redraw();
    await surface.during(SUBMIT, () => api.submit(this.pane.person, view.id, surface.values.all()));
    if (this.view?.id === view.id && Object.keys(this.surface.errors).length && this.pane.hasKeyboard()) this.toError();
  }

  redraw() {
    this.signature = null;
    const scroll = this.body.scrollTop;
    keepingFocus(this.dialog, () => this.form.replaceChildren(...this.parts()));
    this.body.scrollTop = scroll;
    this.toError();
  }

  /** Closes the window on top; with `all`, as Slack's cross does, every one. */
  close({ all = false } = {}) {
    const { view, surface } = this;
    if (surface.isBusy(CLOSE)) return;
    surface.during(CLOSE, () => api.close(this.pane.person, view.id, all));
  }

  /** The title of the modal on top, for the live region. */
  get title() {
    return this.view && spoken(this.view.title, this.pane.names);
  }
}

function sharesBlocks(before, after) {
  const known = new Set(before.blocks.map((block) => block.block_id));
  return after.blocks.some((block) => known.has(block.block_id));
}

/** What Slack's client itself asks for before it sends a view: {block_id: sentence}. */
function problems(blocks, values) {
  const found = {};
  for (const block of blocks.filter((candidate) => candidate.type === "input")) {
    const value = values.of(block, block.element);
    if (!isEmpty(value)) {
      const problem = "value" in value && textProblem(block.element, value);
      if (problem) found[block.block_id] = problem;
    } else if (!block.optional) found[block.block_id] = "Please complete this field.";
  }
  return found;
}
