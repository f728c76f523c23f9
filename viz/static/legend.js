"use strict";
// The legend says what each mark means, and switches it on and off.

function legendRow(item, picture, label) {
  const box = el("input", { type: "checkbox", checked: !off.has(item.name), value: item.name });
  box.addEventListener("change", () => toggle(item.name, box.checked));
  return el("label", { className: "legend-row" }, box, picture, el("span", {}, label), el("small", {}, String(item.count)));
}

/** What a ring around a mark, or a line's colour, says while an overlay is on. */
function toneRow(tone) {
  const ring = svg("circle", {
    r: 8, fill: "none", stroke: tone.colour, "stroke-width": 3, "stroke-dasharray": tone.dash.join(" "),
  });
  const sign = svg("text", { "text-anchor": "middle", y: 4, "font-size": 12, "font-weight": 700, fill: "currentColor" }, tone.sign);
  const picture = svg("svg", { class: "glyph", viewBox: "-11 -11 22 22", "aria-hidden": "true" }, ring, sign);
  return el("p", { className: "legend-row" }, picture, el("span", {}, tone.label), el("small", {}, String(tone.count)));
}

function fillLegend() {
  document.getElementById("legend").hidden = !data.kinds.length;
  document.getElementById("legend-kinds").replaceChildren(...data.kinds.map((kind) => legendRow(kind, glyph(kind), kind.plural)));
  document.getElementById("legend-relations").replaceChildren(
    ...data.relations.map((relation) => legendRow(relation, lineSample(relation), relation.label)));
  document.getElementById("legend-tones").replaceChildren(...data.tones.map(toneRow));
  document.getElementById("legend-notes").replaceChildren(...data.notes.map((note) => el("li", {}, note)));
}

function setUpLegend() {
  const legend = document.getElementById("legend");
  fillLegend();
  changes.addEventListener("data", fillLegend);
  legend.open = matchMedia("(min-width: 64rem) and (min-height: 40rem)").matches;
  changes.addEventListener("filter", () => {
    for (const box of legend.querySelectorAll("input")) box.checked = !off.has(box.value);
    const note = document.getElementById("nothing-shown");
    note.textContent = texts.nothing_shown;
    note.hidden = !data.nodes.length || data.nodes.some(isShown);
  });
}
