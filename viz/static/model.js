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

const off = new Set([...data.kinds, ...data.relations].filter((item) => item.quiet).map((item) => item.name));
const selection = { node: null, tie: null };

const isShown = (node) => !off.has(node.kind);
const isTieShown = (tie) => !off.has(tie.kind) && isShown(nodes.get(tie.from)) && isShown(nodes.get(tie.to));
const otherEnd = (tie, node) => nodes.get(tie.from === node.id ? tie.to : tie.from);

/** Switch a kind of entity or tie on or off. */
function toggle(name, on) {
  if (on) off.delete(name);
  else off.add(name);
  if (selection.node && !isShown(selection.node)) select({});
  changes.dispatchEvent(new Event("filter"));
}

/**
 * Select an entity, a tie or, with neither, nothing. `moveTo` brings it into view; `focus` moves the keyboard to its
 * details. A kind that is off is switched on, so that whatever is selected can be seen.
 */
function select({ node = null, tie = null, moveTo = false, focus = false }) {
  const hidden = [node, tie].filter((item) => item && off.has(item.kind));
  for (const item of hidden) off.delete(item.kind);
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
