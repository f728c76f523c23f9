"use strict";
// Search by name: as typed, forgiving case and marks; a server also forgives inflection and typing errors.

const MOST_MATCHES = 12;
const PAUSE_MS = 150;

const box = document.getElementById("search");
const list = document.getElementById("matches");
let folded = [];
let matches = [];
let active = -1;
let asked = 0;

function listNames() {
  folded = data.nodes.map((node) => ({ node, names: [node.name, ...node.aliases].map(fold) }));
}

function findLocally(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const scored = folded.map(({ node, names }) => ({ node, score: Math.min(...names.map((name) => score(name, wanted))) }));
  return scored
    .filter((item) => item.score < 3)
    .sort((a, b) => a.score - b.score || importance(b.node) - importance(a.node) || a.node.name.localeCompare(b.node.name, data.language))
    .map((item) => item.node);
}

function score(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : 3;
}

async function findRemotely(text) {
  const response = await fetch(`${data.api}/search?q=${encodeURIComponent(text)}&language=${data.language}`);
  const found = response.ok ? (await response.json()).results : [];
  return found.map((item) => nodes.get(item.reference)).filter(Boolean);
}

function search() {
  const text = box.value;
  const turn = (asked += 1);
  showMatches(findLocally(text));
  if (!data.api || !text.trim()) return;
  setTimeout(async () => {
    if (turn !== asked) return;
    const remote = await findRemotely(text).catch(() => []);
    if (turn === asked && document.activeElement === box) showMatches([...new Set([...findLocally(text), ...remote])]);
  }, PAUSE_MS);
}

function showMatches(found) {
  matches = found.slice(0, MOST_MATCHES);
  active = matches.length ? 0 : -1;
  list.replaceChildren(...matches.map(option));
  if (box.value.trim() && !matches.length) list.append(el("li", { className: "none" }, texts.no_match));
  openList(Boolean(box.value.trim()));
  document.getElementById("match-count").textContent = box.value.trim() ? `${found.length} ${texts.matches}` : "";
  markActive();
}

function option(node, number) {
  const kind = kinds.get(node.kind);
  const item = el("li", { id: `match-${number}`, role: "option" }, glyph(kind), el("span", {}, node.name), el("small", {}, kind.label));
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(node);
  });
  return item;
}

function openList(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
}

function markActive() {
  [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
  if (active >= 0) {
    box.setAttribute("aria-activedescendant", `match-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  } else box.removeAttribute("aria-activedescendant");
}

function choose(node) {
  asked += 1;
  box.value = node.name;
  openList(false);
  select({ node, moveTo: true, focus: true });
}

function step(by) {
  if (list.hidden) search();
  else if (matches.length) active = (active + by + matches.length) % matches.length;
  markActive();
}

function setUpSearch() {
  listNames();
  changes.addEventListener("data", listNames);
  box.addEventListener("input", search);
  box.addEventListener("blur", () => openList(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && matches[active]) choose(matches[active]);
    else if (event.key === "Escape" && !list.hidden) {
      openList(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
}
