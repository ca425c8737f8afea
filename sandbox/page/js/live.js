// Keeps one person's screen true: server-sent events, and looking every two seconds where they fail.

import * as api from "./api.js";

const LOOK_EVERY_MS = 2000;
const TRY_STREAM_EVERY_MS = 5000;

/** Follows one person. `onScreen(screen)` for each new screen, `onState("live" | "looking" | "lost")`. */
export class Live {
  constructor(person, onScreen, onState) {
    Object.assign(this, { person, onScreen, onState });
    this.source = null;
    this.timer = null;
    this.retry = null;
    this.stopped = false;
    this.reading = null;
    this.again = false;
    this.whenSeen = () => (document.hidden ? this.pause() : this.open());
    document.addEventListener("visibilitychange", this.whenSeen);
    this.open();
  }

  /** Listens. A hidden page lets go of its stream: a browser has six connections for one address. */
  open() {
    this.pause();
    if (this.stopped || document.hidden) return;
    this.refresh();
    this.source = new EventSource(api.streamAddress(this.person));
    this.source.addEventListener("changed", () => this.refresh());
    this.source.onopen = () => {
      clearInterval(this.timer);
      this.timer = null;
      this.state("live");
      this.refresh();
    };
    this.source.onerror = () => this.lookInstead();
  }

  lookInstead() {
    this.state("looking");
    if (!this.timer) this.timer = setInterval(() => this.refresh(), LOOK_EVERY_MS);
    if (this.source?.readyState === EventSource.CLOSED && !this.retry)
      this.retry = setTimeout(() => this.open(), TRY_STREAM_EVERY_MS);
  }

  state(name) {
    if (this.stopped || this.said === name) return;
    this.said = name;
    this.onState(name);
  }

  /** Reads the screen once; calls that come while one is under way become one more at its end. */
  refresh() {
    if (this.stopped) return Promise.resolve();
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.read().finally(() => {
      this.reading = null;
      if (this.again) {
        this.again = false;
        return this.refresh();
      }
    });
    return this.reading;
  }

  async read() {
    try {
      const screen = await api.screen(this.person);
      if (this.stopped) return;
      if (this.said === "lost") this.state("looking");
      this.onScreen(screen);
    } catch (error) {
      if (!(error instanceof api.Unanswered)) throw error;
      this.state("lost");
    }
  }

  pause() {
    this.source?.close();
    this.source = null;
    clearInterval(this.timer);
    clearTimeout(this.retry);
    this.timer = this.retry = null;
  }

  stop() {
    this.stopped = true;
    this.pause();
    document.removeEventListener("visibilitychange", this.whenSeen);
  }
}
