"use strict";
// The answer of the console, as a table, as a drawing of what is tied to what, and as JSON.

const shown = document.getElementById("shown");
const MARGIN = 60;
const NAMED_TIES = 40;
const LONGEST_NAME = 28;

const WAYS = { table: drawTable, graph: drawGraph, json: (answer) => el("pre", { tabIndex: 0 }, JSON.stringify({ columns: answer.columns, rows: answer.rows }, null, 1)) };

function showAnswer(answer, way) {
  for (const button of document.querySelectorAll("[data-way]")) button.setAttribute("aria-pressed", String(button.dataset.way === way));
  shown.replaceChildren(answer.rows.length ? WAYS[way](answer) : el("p", {}, words.texts.nothing));
}

function drawTable({ columns, rows }) {
  const numeric = columns.map((_, at) => rows.every((row) => row[at] === null || typeof row[at] === "number"));
  const look = (at) => (numeric[at] ? { className: "number" } : {});
  const head = el("tr", {}, ...columns.map((name, at) => el("th", { scope: "col", ...look(at) }, name)));
  const body = rows.map((row) => el("tr", {}, ...row.map((value, at) => el("td", look(at), cell(value)))));
  const label = document.querySelector("[data-way=table]").textContent;
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...body));
  return el("div", { className: "answer", role: "region", tabIndex: 0, "aria-label": label }, table);
}

/** A value in a cell: a node as a link to its page, a path as its stations. */
function cell(value) {
  if (value === null) return el("span", { className: "quiet" }, "null");
  if (typeof value !== "object") return String(value);
  if (value.$node) return nodeLink(value);
  if (value.$relationship) return `[${words.relations[value.type] ?? value.type}] ${plainText(value.properties)}`;
  if (value.$path) return el("span", {}, ...value.$path.flatMap((part) => [cellOfPath(part), " "]));
  if (Array.isArray(value) && value.length && value.every((item) => item === null || typeof item !== "object")) return value.join(", ");
  return plainText(value);
}

const plainText = (value) => JSON.stringify(value);
const cellOfPath = (part) => (part.$node ? nodeLink(part) : `— ${words.relations[part.type] ?? part.type} —`);

function nodeLink({ labels, properties }) {
  const label = labels.find((name) => words.kinds[name]);
  const kind = words.kinds[label];
  const name = properties.name ?? properties.id ?? plainText(properties);
  if (!kind?.prefix || !properties.id) return kind ? `${name} (${kind.label})` : `${name} (${labels.join(":")})`;
  return el("a", { href: entityAddress(`${kind.prefix}:${properties.id}`), title: kind.label }, name);
}

function entityAddress(reference) {
  const [, prefix, id] = /^([^:]*):(.*)$/s.exec(reference);
  return `/entity/${encodeURIComponent(prefix)}/${encodeURIComponent(id)}${words.kept}`;
}

function drawGraph({ drawing }) {
  if (!drawing) return el("p", {}, words.texts.no_graph);
  const { marks, lines, width, height } = drawing;
  const at = new Map(marks.map((mark) => [mark.id, mark]));
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const said = words.texts.graph_said.replace("{nodes}", marks.length).replace("{ties}", lines.length);
  const picture = svg("svg", { viewBox: `${-MARGIN} ${-MARGIN} ${wide} ${high}`, width: wide, height: high, role: "group", "aria-label": said },
    ...lines.map((line) => tie(line, at.get(line.start), at.get(line.end), lines.length <= NAMED_TIES)),
    ...marks.map(mark));
  const cut = drawing.all > marks.length ? words.texts.graph_cut.replace("{shown}", marks.length).replace("{all}", drawing.all) : "";
  return el("div", {}, el("p", { className: "quiet" }, said, cut && `. ${cut}`), el("div", { className: "drawing", tabIndex: 0, role: "region", "aria-label": said }, picture));
}

function tie({ label }, start, end, named) {
  const line = svg("line", { class: "tie", x1: start.x, y1: start.y, x2: end.x, y2: end.y }, svg("title", {}, `${start.name} — ${label} — ${end.name}`));
  if (!named) return line;
  return svg("g", {}, line, svg("text", { class: "tie-name", x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }, label));
}

function mark({ name, kind, colour, shape, reference, x, y }) {
  const form = OUTLINES[shape] ? svg("polygon", { points: OUTLINES[shape], fill: colour }) : svg("circle", { r: 8.5, fill: colour });
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  const parts = [svg("title", {}, `${name} (${kind})`), form, svg("text", { y: 22 }, short)];
  const place = { transform: `translate(${x} ${y})` };
  return reference ? svg("a", { href: entityAddress(reference), ...place }, ...parts) : svg("g", place, ...parts);
}
