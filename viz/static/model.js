"use strict";
// What the page shows: the data as it came, what is switched on, and what is selected. Whoever draws listens to `changes`.

const data = JSON.parse(document.getElementById("data").textContent);
const texts = data.texts;
const changes = new EventTarget();

const kinds = new Map(data.kinds.map((kind) => [kind.name, kind]));
const relations = new Map(data.relations.map((relation) => [relation.name, relation]));
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const ties = new Map(data.ties.map((tie) => [tie.id, tie]));
const tiesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const tie of data.ties) {
  tiesOf.get(tie.from).push(tie);
  tiesOf.get(tie.to).push(tie);
}

const tones = new Map(data.tones.map((tone) => [tone.name, tone]));

/** The day that is shown, or null for all days. */
let day = data.day;

const off = new Set([...data.kinds, ...data.relations].filter((item) => item.quiet).map((item) => item.name));
const selection = { node: null, tie: null };

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
