"use strict";
// The table: the same entities as on the map, for those who read rather than look.

const tableToggle = document.getElementById("table-toggle");
const table = document.getElementById("table");

function fillTable() {
  if (table.hidden) return;
  const shown = data.nodes.filter(isShown).sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name, data.language));
  document.getElementById("table-head").replaceChildren(
    ...[texts.name, texts.kind, texts.ties].map((head) => el("th", { scope: "col" }, head)));
  document.getElementById("table-body").replaceChildren(...shown.map(tableRow));
}

function tableRow(node) {
  const row = el("tr", {},
    el("th", { scope: "row" }, nodeButton(node)),
    el("td", {}, kinds.get(node.kind).label),
    el("td", { className: "number" }, String(tiesOf.get(node.id).filter(isTieShown).length)));
  row.classList.toggle("chosen", selection.node === node);
  return row;
}

function setUpTable() {
  tableToggle.addEventListener("click", () => {
    table.hidden = !table.hidden;
    tableToggle.setAttribute("aria-pressed", String(!table.hidden));
    fillTable();
  });
  changes.addEventListener("filter", fillTable);
  changes.addEventListener("select", fillTable);
}
