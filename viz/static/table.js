"use strict";
// The table: the same entities as on the map, for those who read rather than look; any column can order it.

const tableToggle = document.getElementById("table-toggle");
const table = document.getElementById("table");

const shownTies = (node) => tiesOf.get(node.id).filter(isTieShown).length;
const compareText = (a, b) => a.localeCompare(b, data.language);
const COLUMNS = [
  { name: "name", text: (node) => node.name, compare: (a, b) => compareText(a.name, b.name) },
  { name: "kind", text: (node) => kinds.get(node.kind).label, compare: (a, b) => compareText(kinds.get(a.kind).label, kinds.get(b.kind).label) },
  { name: "ties", text: (node) => String(shownTies(node)), compare: (a, b) => shownTies(b) - shownTies(a) },
  { name: "value", isUsed: () => data.nodes.some((node) => node.value), text: (node) => node.value ?? "–", compare: (a, b) => b.rank - a.rank },
  { name: "overlay", isUsed: () => data.tones.length, text: (node) => tones.get(node.tone)?.label ?? "", compare: (a, b) => compareText(b.tone ?? "", a.tone ?? "") },
  { name: "reasons", isUsed: () => data.nodes.some((node) => node.reasons), text: (node) => (node.reasons ?? []).join("; "), compare: (a, b) => (b.reasons?.length ?? 0) - (a.reasons?.length ?? 0) },
];
let columns = [];
const order = { column: null, turned: false };

/** Choose the columns that say anything, and what orders the rows at first. */
function chooseColumns() {
  columns = COLUMNS.filter((column) => column.isUsed?.() ?? true);
  Object.assign(order, { column: columns.find((column) => column.name === (data.tones.length ? "overlay" : "ties")), turned: false });
}

function fillTable() {
  if (table.hidden) return;
  const shown = data.nodes.filter(isShown).sort((a, b) => order.column.compare(a, b) || compareText(a.name, b.name) || compareText(a.id, b.id));
  document.getElementById("table-head").replaceChildren(...columns.map(headCell));
  document.getElementById("table-body").replaceChildren(...(order.turned ? shown.reverse() : shown).map(tableRow));
}

function headCell(column) {
  const isChosen = order.column === column;
  const said = { descending: "↓", ascending: "↑", none: "" };
  const direction = isChosen ? (order.turned ? "descending" : "ascending") : "none";
  const button = el("button", { type: "button", className: "sort", title: texts.sort.replace("{column}", texts[column.name]) },
    texts[column.name], el("span", { "aria-hidden": "true" }, said[direction]));
  button.addEventListener("click", () => {
    Object.assign(order, { column, turned: isChosen && !order.turned });
    fillTable();
    document.querySelectorAll("#table-head button")[columns.indexOf(column)].focus();
  });
  return el("th", { scope: "col", "aria-sort": direction }, button);
}

function tableRow(node) {
  const [, ...others] = columns;
  const row = el("tr", {}, el("th", { scope: "row" }, nodeButton(node)), ...others.map((column) => el("td", {}, column.text(node))));
  row.classList.toggle("chosen", selection.node === node);
  return row;
}

function setUpTable() {
  chooseColumns();
  tableToggle.addEventListener("click", () => {
    table.hidden = !table.hidden;
    tableToggle.setAttribute("aria-pressed", String(!table.hidden));
    fillTable();
  });
  changes.addEventListener("data", () => {
    chooseColumns();
    fillTable();
  });
  changes.addEventListener("filter", fillTable);
  changes.addEventListener("select", fillTable);
}
