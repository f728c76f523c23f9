"use strict";
// The legend says what each mark means, and switches it on and off.

function legendRow(item, picture, label) {
  const box = el("input", { type: "checkbox", checked: !off.has(item.name), value: item.name });
  box.addEventListener("change", () => toggle(item.name, box.checked));
  return el("label", { className: "legend-row" }, box, picture, el("span", {}, label), el("small", {}, String(item.count)));
}

function setUpLegend() {
  const legend = document.getElementById("legend");
  document.getElementById("legend-kinds").replaceChildren(...data.kinds.map((kind) => legendRow(kind, glyph(kind), kind.plural)));
  document.getElementById("legend-relations").replaceChildren(
    ...data.relations.map((relation) => legendRow(relation, lineSample(relation), relation.label)));
  legend.open = matchMedia("(min-width: 64rem) and (min-height: 40rem)").matches;
  legend.hidden = !data.kinds.length;
  changes.addEventListener("filter", () => {
    for (const box of legend.querySelectorAll("input")) box.checked = !off.has(box.value);
    const note = document.getElementById("nothing-shown");
    note.textContent = texts.nothing_shown;
    note.hidden = !data.nodes.length || data.nodes.some(isShown);
  });
}
