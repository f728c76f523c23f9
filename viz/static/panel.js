"use strict";
// The details panel: an entity with its ties, or a tie with its two ends; beside the map, on a small screen below it.

const panel = document.getElementById("panel");
const grip = document.getElementById("panel-grip");
const ASK_BEFORE = 300;

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
  return present([
    cardHead(glyph(kinds.get(node.kind)), kinds.get(node.kind).label, node.name),
    ...remarks(node),
    node.members ? memberList(node) : null,
    factList(node.facts),
    ...actions(node),
    node.sources.length ? evidenceBox(node, node.id, node.sources) : null,
    shown.length ? el("h3", {}, `${texts.tie_list} (${shown.length})`) : el("p", { className: "quiet" }, texts.no_ties),
    ...tieGroups(node, shown),
  ]);
}

const present = (parts) => parts.filter((part) => part !== null);

/** What the overlay says of an entity. */
function remarks(node) {
  const tone = tones.get(node.tone);
  const said = [...(tone ? [tone.label] : []), ...(node.reasons ?? [])];
  return said.length ? [el("ul", { className: "remarks", "aria-label": texts.reasons }, ...said.map((text) => el("li", {}, text)))] : [];
}

/** What can be asked next of an entity, on a server that answers. */
function actions(node) {
  if (!data.api) return [];
  const links = node.members
    ? [unfoldLink(node)]
    : [
      el("a", { href: address({ focus: node.id, overlay: null, removed: null, region: null, question: null, given: null }) }, texts.around),
      el("a", { href: address({ overlay: "what-if", removed: node.id }) }, texts.without),
      ...wayLinks(node),
    ];
  return [el("p", { className: "actions" }, ...links, ...pageLink(node))];
}

/** The entity that a way to another is looked for from, or null. */
let wayFrom = null;

/** From the first of two entities: a button that remembers it; from the second: the map of how the two are connected. */
function wayLinks(node) {
  if (node.name === data.hidden) return [];
  if (wayFrom && wayFrom.id !== node.id) {
    const asked = { question: "how-connected", given: [`entity=${wayFrom.id}`, `other=${node.id}`] };
    const cleared = { focus: null, steps: null, overlay: null, removed: null, region: null, theme: null, unfolded: null };
    return [el("a", { href: address({ ...cleared, ...asked }) }, texts.way_to.replace("{name}", wayFrom.name))];
  }
  const button = el("button", { type: "button", "aria-pressed": String(wayFrom?.id === node.id) }, texts.way_from);
  const hint = el("span", { className: "quiet", role: "status" }, wayFrom ? texts.way_hint : "");
  button.addEventListener("click", () => {
    wayFrom = wayFrom ? null : node;
    button.setAttribute("aria-pressed", String(Boolean(wayFrom)));
    hint.textContent = wayFrom ? texts.way_hint : "";
  });
  return [button, hint];
}

/** The page of an entity, where the server has one for each that is shown by name. */
function pageLink(node) {
  if (!data.entity || node.name === data.hidden) return [];
  const [kind, ...rest] = node.id.split(":");
  const language = new URLSearchParams(location.search).get("language");
  const asked = language ? `?${new URLSearchParams({ language })}` : "";
  const path = [kind, rest.join(":")].map(encodeURIComponent).join("/");
  return [el("a", { href: `${data.entity}/${path}${asked}` }, texts.own_page)];
}

function memberList(node) {
  const rows = Object.entries(node.members).map(([kind, count]) => ({ label: kinds.get(kind)?.plural ?? kind, text: String(count) }));
  return factList(rows);
}

function unfoldLink(node) {
  const count = Object.values(node.members).reduce((sum, each) => sum + each, 0);
  const unfolded = unfoldedGroups();
  if (unfolded.includes(node.id)) return turnLink({ unfolded: unfolded.filter((id) => id !== node.id) }, texts.fold);
  const agreed = () => count <= ASK_BEFORE || confirm(texts.unfold_many.replace("{count}", count));
  return turnLink({ unfolded: [...unfolded, node.id] }, `${texts.unfold} (${count})`, agreed);
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
  return present([
    cardHead(lineSample(relation), texts.tie, relation.label),
    tie.candidate ? el("p", { className: "remarks" }, texts.candidate) : null,
    el("p", { className: "ends" }, nodeButton(start), el("span", { "aria-hidden": "true" }, relation.symmetric ? "–" : "→"), nodeButton(end)),
    factList(tie.facts),
    openBox(evidenceBox(start, tie.id, tie.sources)),
    ...tieGroups(start, others),
  ]);
}

function setUpPanel() {
  grip.addEventListener("click", () => openSheet(!panel.classList.contains("open")));
  changes.addEventListener("data", () => renderPanel());
  changes.addEventListener("select", (event) => renderPanel(event.detail));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (selection.node || selection.tie)) select({});
  });
}
