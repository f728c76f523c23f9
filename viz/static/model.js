"use strict";
// What the page shows: the data as it came, what is switched on, and what is selected. Whoever draws listens to `changes`.

const changes = new EventTarget();
const off = new Set();
const selection = { node: null, tie: null };

let data, kinds, relations, tones, nodes, ties, tiesOf;

/** The day that is shown, or null for all days. */
let day = null;

takeIn(document);
const texts = data.texts;

/** Go over to the data of a page. */
function takeIn(page) {
  data = JSON.parse(page.getElementById("data").textContent);
  day = data.day;
  [kinds, relations, tones] = [data.kinds, data.relations, data.tones].map((items) => new Map(items.map((item) => [item.name, item])));
  [nodes, ties] = [data.nodes, data.ties].map((items) => new Map(items.map((item) => [item.id, item])));
  tiesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const tie of data.ties) {
    tiesOf.get(tie.from).push(tie);
    tiesOf.get(tie.to).push(tie);
  }
  off.clear();
  for (const item of [...data.kinds, ...data.relations]) if (item.quiet) off.add(item.name);
  Object.assign(selection, { node: null, tie: null });
}

/** Whether something holds on any day from `first` to `last`; what is not known rules nothing out. */
function holds({ period }, first, last = first) {
  if (!period) return true;
  const [start, end, over] = period;
  return !((start && start > last) || (end ? end <= first : over));
}

const isThen = (item) => !day || holds(item, data.since && day === data.day ? data.since : day, day);
const isShown = (node) => !off.has(node.kind) && isThen(node);
const isTieShown = (tie) => !off.has(tie.kind) && isThen(tie) && isShown(nodes.get(tie.from)) && isShown(nodes.get(tie.to));

/** Whether a tie is drawn dashed: nobody has confirmed it, or it is over by the day shown (else by that of the data). */
function isDashed(tie) {
  const at = day ?? data.today;
  return Boolean(tie.candidate) || (at ? !holds(tie, at) : Boolean(tie.period?.[1] || tie.period?.[2]));
}
const otherEnd = (tie, node) => nodes.get(tie.from === node.id ? tie.to : tie.from);

/** Switch a kind of entity or tie on or off. */
function toggle(name, on) {
  if (on) off.delete(name);
  else off.add(name);
  if (selection.node && !isShown(selection.node)) select({});
  changes.dispatchEvent(new Event("filter"));
}

/** Show another day, or all of them with null. */
function showDay(chosen) {
  day = chosen;
  if (selection.node && !isShown(selection.node)) select({});
  changes.dispatchEvent(new Event("filter"));
}

/** The address of this view with some choices changed; null takes one out. */
function address(changed) {
  const pairs = data.choices.filter(([name]) => !(name in changed));
  const added = Object.entries(changed).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]));
  const language = new URLSearchParams(location.search).get("language");
  return `?${new URLSearchParams([...pairs, ...added, ...(language ? [["language", language]] : [])])}`;
}

/**
 * Select an entity, a tie or, with neither, nothing. `moveTo` brings it into view; `focus` moves the keyboard to its
 * details. A kind that is off is switched on, so that whatever is selected can be seen.
 */
function select({ node = null, tie = null, moveTo = false, focus = false }) {
  const hidden = [node, tie].filter((item) => item && (off.has(item.kind) || !isThen(item)));
  for (const item of hidden) off.delete(item.kind);
  if ([node, tie].some((item) => item && !isThen(item))) day = null;
  Object.assign(selection, { node, tie });
  if (hidden.length) changes.dispatchEvent(new Event("filter"));
  changes.dispatchEvent(new CustomEvent("select", { detail: { moveTo, focus } }));
}

/** The entities that the selection lights up, or null when nothing is selected. */
function highlighted() {
  if (selection.tie) return new Set([selection.tie.from, selection.tie.to]);
  if (!selection.node) return null;
  const near = tiesOf.get(selection.node.id).filter(isTieShown).flatMap((tie) => [tie.from, tie.to]);
  return new Set([selection.node.id, ...near]);
}
