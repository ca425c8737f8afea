// Building the page from text, never from markup: nothing in this folder uses innerHTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. `props` become attributes (true: empty attribute, null or false: none), except
 * `on` ({event: listener}) and `prop` ({property: value}). Strings among the children become text.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, prop = {}, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) attribute(node, name, value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  Object.assign(node, prop);
  add(node, children);
  return node;
}

/** Sets an attribute, or takes it away for null, undefined and false. */
export function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Appends children: nodes as they are, anything else as text; null and false are left out. */
export function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

const SHAPES = {
  flame: "M12 2.5c.6 3.2-1 4.9-2.600 6.800C7.900 11.100 6.500 12.900 6.500 15.500a5.500 5.500 0 0 0 11 0c0-2.300-1-3.900-2-5.300-.3 1.300-.9 2.100-1.900 2.600.7-3.700.4-7.600-1.600-10.300Z",
  bolt: "M13 2 5 13.500h5.500L10 22l8.500-12H13Z",
  bell: "M12 3a5.500 5.500 0 0 0-5.500 5.500c0 5-2 6.500-2 6.500h15s-2-1.500-2-6.500A5.500 5.500 0 0 0 12 3Zm-2 15a2 2 0 0 0 4 0",
  silent: "M12 3a5.500 5.500 0 0 0-5.500 5.500c0 5-2 6.500-2 6.500h15s-2-1.500-2-6.500A5.500 5.500 0 0 0 12 3ZM4 3l16 18",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  chevron: "m7 10 5 5 5-5",
  check: "m5 12.500 4.500 4.500L19 7.500",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.500V12l3 2",
  send: "M4 12 20 4.500 15.500 20l-4-6.500Zm7.500 1.500L20 4.500",
};

/** A small drawing, hidden from screen readers: what it means always stands beside it in words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false",
  })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

let counter = 0;

/** An id that no other element of this page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** What can take the keyboard inside `root`, in order. */
export function focusable(root) {
  const all = root.querySelectorAll(
    "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), " +
      "textarea:not([disabled]), summary, [tabindex='0']",
  );
  return [...all].filter((node) => !node.closest("[inert], [hidden]") && node.checkVisibility());
}

/**
 * Runs `rebuild`, which may replace anything inside `root`, and puts the keyboard back on the control
 * with the same data-key, the caret too. Returns what was found: "kept", "lost" (it had the keyboard and
 * its control is gone) or "elsewhere" (the keyboard was not in here).
 */
export function keepingFocus(root, rebuild) {
  const before = document.activeElement;
  const inside = before && before !== document.body && root.contains(before);
  const key = inside ? before.closest("[data-key]")?.dataset.key : null;
  const caret = inside && "selectionStart" in before && before.type !== "number"
    ? safely(() => [before.selectionStart, before.selectionEnd]) : null;
  rebuild();
  if (!inside) return "elsewhere";
  if (before.isConnected && document.activeElement === before) return "kept";
  const after = key && root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!after) return "lost";
  after.focus({ preventScroll: true });
  if (caret && caret[0] !== null) safely(() => after.setSelectionRange(...caret));
  return "kept";
}

function safely(read) {
  try {
    return read();
  } catch {
    return null; // inputs of type date, time and email have no caret to read
  }
}
