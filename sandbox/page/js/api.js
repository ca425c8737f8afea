// The sandbox's own HTTP surface, one function for each thing a person or the clock can do.

const ROOT = "/_sandbox";

/** The sandbox did not answer, or said no. `message` is a sentence for the person at the page. */
export class Unanswered extends Error {}

async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(ROOT + path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new Unanswered("The sandbox does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Unanswered(answer.error ? `The sandbox said no: ${answer.error}` : "The sandbox said no.");
  return answer;
}

const of = (person) => `/people/${encodeURIComponent(person)}`;

export const people = () => ask("GET", "/people");
export const screen = (person) => ask("GET", `${of(person)}/screen`);
export const streamAddress = (person) => `${ROOT}${of(person)}/stream`;
export const openHome = (person) => ask("POST", `${of(person)}/home`, {});
export const say = (person, text, channel) => ask("POST", `${of(person)}/message`, channel ? { text, channel } : { text });
export const chat = (person, other) => ask("POST", `${of(person)}/chat`, { with: other });
export const command = (person, name, text) => ask("POST", `${of(person)}/command`, { command: name, text });
export const shortcut = (person, id) => ask("POST", `${of(person)}/shortcut`, { callback_id: id });
export const act = (person, action) => ask("POST", `${of(person)}/action`, action);
export const submit = (person, view, state) => ask("POST", `${of(person)}/submit`, { view_id: view, state });
export const close = (person, view, all) => ask("POST", `${of(person)}/close`, { view_id: view, all });
export const change = (person, fields) => ask("POST", of(person), fields);

export const ready = () => ask("GET", "/ready");
export const clock = () => ask("GET", "/clock");
export const advance = (seconds) => ask("POST", "/clock", { advance_seconds: seconds });
export const faults = () => ask("GET", "/faults");
export const fault = (fields) => ask("POST", "/faults", fields);
export const clearFaults = () => ask("DELETE", "/faults");
export const sockets = (what) => ask("POST", "/sockets", { do: what });
export const redeliver = (next) => ask("POST", "/redeliver", { next, shuffle: false });
export const reset = () => ask("POST", "/reset", {});
export const rehearsal = () => ask("GET", "/rehearse");
export const rehearse = () => ask("POST", "/rehearse", {});
