"use strict";
// The details panel: an entity with its ties, or a tie with its two ends; beside the map, on a small screen below it.

const panel = document.getElementById("panel");
const grip = document.getElementById("panel-grip");

function renderPanel({ focus = false } = {}) {
  const chosen = selection.node ? nodeCard(selection.node) : selection.tie ? tieCard(selection.tie) : [];
  document.getElementById("details").replaceChildren(...chosen);
  document.getElementById("about").hidden = chosen.length > 0;
  openSheet(chosen.length > 0);
  panel.scrollTop = 0;
  if (focus && chosen.length) panel.querySelector("h2").focus();
}

function openSheet(open) {
  panel.classList.toggle("open", open);
  grip.setAttribute("aria-expanded", String(open));
}

function nodeCard(node) {
  const shown = tiesOf.get(node.id);
  return [
    cardHead(glyph(kinds.get(node.kind)), kinds.get(node.kind).label, node.name),
    factList(node.facts),
    evidenceBox(node, node.id, node.sources),
    shown.length ? el("h3", {}, `${texts.tie_list} (${shown.length})`) : el("p", { className: "quiet" }, texts.no_ties),
    ...tieGroups(node, shown),
  ];
}

function cardHead(picture, kind, name) {
  const close = el("button", { type: "button", className: "close", title: texts.close, "aria-label": texts.close }, "×");
  close.addEventListener("click", () => select({}));
  return el("div", { className: "card-head" }, el("p", { className: "kind" }, picture, kind), close, el("h2", { tabIndex: -1 }, name));
}

/** The ties of an entity, one list per kind and direction, in the order of the legend. */
function tieGroups(node, list) {
  const groups = new Map();
  const order = [...relations.keys()];
  for (const tie of [...list].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))) {
    const direction = relations.get(tie.kind).symmetric ? "" : tie.from === node.id ? "outgoing" : "incoming";
    const key = `${tie.kind} ${direction}`;
    if (!groups.has(key)) groups.set(key, { relation: relations.get(tie.kind), direction, members: [] });
    groups.get(key).members.push(tie);
  }
  return [...groups.values()].map((group) => tieGroup(node, group));
}

/** What is quiet on the map stays folded here too. */
function tieGroup(node, { relation, direction, members }) {
  const head = el("h4", {}, lineSample(relation), relation.label, arrow(direction), el("small", {}, String(members.length)));
  const rows = el("ul", {}, ...members.map((tie) => el("li", {},
    nodeButton(otherEnd(tie, node)),
    tie.facts.length ? factList(tie.facts) : null,
    evidenceBox(node, tie.id, tie.sources))));
  return relation.quiet
    ? el("details", { className: "tie-group" }, el("summary", {}, head), rows)
    : el("section", { className: "tie-group" }, head, rows);
}

function arrow(direction) {
  if (!direction) return null;
  const sign = el("span", { "aria-hidden": "true" }, direction === "outgoing" ? "→" : "←");
  return el("span", { className: "arrow" }, sign, el("span", { className: "unseen" }, texts[direction]));
}

function nodeButton(node) {
  const button = el("button", { type: "button", className: "node-link" }, glyph(kinds.get(node.kind)), node.name);
  button.addEventListener("click", () => select({ node, moveTo: true, focus: true }));
  return button;
}

function tieCard(tie) {
  const relation = relations.get(tie.kind);
  const start = nodes.get(tie.from);
  const end = nodes.get(tie.to);
  // Lines between the same two lie on each other: whoever clicks one means all of them.
  const others = tiesOf.get(tie.from).filter((other) => other !== tie && otherEnd(other, start) === end);
  return [
    cardHead(lineSample(relation), texts.tie, relation.label),
    el("p", { className: "ends" }, nodeButton(start), el("span", { "aria-hidden": "true" }, relation.symmetric ? "–" : "→"), nodeButton(end)),
    factList(tie.facts),
    openBox(evidenceBox(start, tie.id, tie.sources)),
    ...tieGroups(start, others),
  ];
}

function setUpPanel() {
  grip.addEventListener("click", () => openSheet(!panel.classList.contains("open")));
  changes.addEventListener("select", (event) => renderPanel(event.detail));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (selection.node || selection.tie)) select({});
  });
}
