// What a screen reader is told without being asked: one polite live region for the whole page.

const region = () => document.getElementById("announcements");

/** Says one sentence. An older one that still stands there is left in place for a moment, then goes. */
export function announce(sentence) {
  const line = document.createElement("p");
  line.textContent = sentence.slice(0, 500);
  region().append(line);
  setTimeout(() => line.remove(), 10_000);
}
