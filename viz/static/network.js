"use strict";
// The map itself: vis-network with our positions, our selection and our labels; it never moves anything by itself.

const OPTIONS = {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { dragNodes: false, hover: false, selectable: false, tooltipDelay: 150 },
  nodes: { borderWidth: 1.5, labelHighlightBold: false, chosen: false },
};
const PAN = 80;
const ZOOM = 1.3;
const FADED = 0.12;
const LIGHTEN = 0.35;
const MARGIN = 28; // of the screen: names stand beside the outermost marks, in one size however far away the map is
const SIDE_MARGIN = 56;
const CLOSEST = 1.4;
const MANY = 2_000;

const stage = document.getElementById("network");
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const looks = new Map();
const nodeMarks = new vis.DataSet(newMarks());
const network = new vis.Network(stage, { nodes: nodeMarks, edges: [] }, OPTIONS);

/** Whether the map is being dragged: meanwhile ties are hidden and labels stay where they are beside their marks. */
let moving = false;

/** Colours of the page for the canvas, which style sheets do not reach. */
function pageColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return { text: colour("--text"), quiet: colour("--text-quiet"), halo: colour("--ground"), rule: colour("--edge") };
}

/** A line's colour; on a dark ground it is mixed with white, or the darker ones would not be seen. */
function lineColour(colour) {
  if (!darkScheme.matches) return colour;
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${channels.map((value) => Math.round(value + (255 - value) * LIGHTEN).toString(16).padStart(2, "0")).join("")}`;
}

/** Bring marks and ties in line with filters, day, selection and colour scheme. */
function paint() {
  nodeMarks.update(changedLooks());
  network.redraw();
}

/** The marks of all entities, as the map takes them. */
function newMarks() {
  looks.clear();
  return changedLooks().map((look) => ({ ...fixedLook(nodes.get(look.id)), ...look }));
}

/** Draw other entities, and bring those into view that were not there before. */
function drawAnew(appeared) {
  orderLabels();
  const marks = newMarks();
  nodeMarks.clear();
  nodeMarks.add(marks);
  fit({ among: appeared.length ? appeared : data.nodes });
}

/** The looks of the marks that look otherwise than before. */
function changedLooks() {
  const page = pageColours();
  const lit = highlighted();
  lookAtTies(lit);
  return data.nodes.map((node) => nodeLook(node, page, lit)).filter((look) => {
    const text = JSON.stringify(look);
    const changed = looks.get(look.id) !== text;
    looks.set(look.id, text);
    return changed;
  });
}

function fixedLook(node) {
  const kind = kinds.get(node.kind);
  return { x: node.x, y: node.y, size: node.size, shape: kind.shape, title: `${node.name} (${kind.label})` };
}

function nodeLook(node, page, lit) {
  const chosen = selection.node === node;
  const tone = tones.get(node.tone);
  const border = chosen ? page.text : tone ? lineColour(tone.colour) : page.halo;
  return {
    id: node.id,
    hidden: !isShown(node),
    opacity: !lit || lit.has(node.id) ? 1 : FADED,
    borderWidth: chosen || tone ? 3 : 1.5,
    color: { background: kinds.get(node.kind).colour, border },
    shapeProperties: { borderDashes: tone?.dash.length && !chosen ? tone.dash : false },
  };
}

/** Show these entities, or at first those on the map that cooperate: an empty rest of the country would make them small. */
function fit({ cooperation = false, among = data.nodes } = {}) {
  const shown = among.filter(isShown);
  const active = cooperation && data.layout === "geographic" ? shown.filter((node) => node.rank > 0 && node.placed) : [];
  const chosen = active.length > 1 ? active : shown;
  if (!chosen.length) return;
  const [xs, ys] = ["x", "y"].map((axis) => chosen.map((node) => node[axis]));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const free = freeArea();
  const fitting = (room, margin, extent) => Math.max(room - 2 * margin, margin) / extent;
  const scale = Math.min(CLOSEST, fitting(free.width, SIDE_MARGIN, right - left), fitting(free.height, MARGIN, bottom - top));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: free.offset });
}

/** The part of the map that neither the legend nor the sheet lies on, and how far its middle is from the map's. */
function freeArea() {
  const whole = stage.getBoundingClientRect();
  const legend = document.getElementById("legend");
  const besides = legend.open && whole.width > 640 ? legend.getBoundingClientRect().right - whole.left : 0;
  const sheet = document.getElementById("panel").getBoundingClientRect();
  const bar = document.getElementById("time");
  const underBar = bar.hidden ? 0 : whole.bottom - bar.getBoundingClientRect().top;
  const below = Math.max(underBar, sheet.height && sheet.left <= whole.left ? whole.bottom - sheet.top : 0);
  return {
    width: whole.width - besides,
    height: whole.height - below,
    offset: { x: besides / 2, y: -below / 2 },
  };
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

function panBy(right, down) {
  const middle = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: middle.x + right / scale, y: middle.y + down / scale } });
}

function showSelection() {
  const ids = selection.tie ? [selection.tie.from, selection.tie.to] : [selection.node.id];
  const places = ids.map((id) => nodes.get(id));
  const middle = (axis) => places.reduce((sum, node) => sum + node[axis], 0) / places.length;
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale: Math.max(network.getScale(), 0.9), offset: freeArea().offset });
}

/** What is under a point of the screen. */
function under(point) {
  const node = nodes.get(network.getNodeAt(point)) ?? null;
  return { node, tie: node ? null : tieAt(network.DOMtoCanvas(point), network.getScale()) };
}

function move(on) {
  moving = on;
  network.redraw();
}

const KEYS = {
  ArrowLeft: () => panBy(-PAN, 0),
  ArrowRight: () => panBy(PAN, 0),
  ArrowUp: () => panBy(0, -PAN),
  ArrowDown: () => panBy(0, PAN),
  "+": () => zoomBy(ZOOM),
  "-": () => zoomBy(1 / ZOOM),
  0: () => fit(),
};

function setUpNetwork() {
  orderLabels();
  network.on("click", (event) => select(under(event.pointer.DOM)));
  network.on("dragStart", () => move(true));
  network.on("dragEnd", () => move(false));
  network.on("beforeDrawing", (context) => {
    drawGround(network, context, pageColours());
    if (!moving) drawTies(context, network.getScale());
    // The borders of thousands of marks take half of the time of a frame: without them the map keeps up with the hand.
    else if (data.nodes.length > MANY) context.stroke = () => {};
  });
  network.on("afterDrawing", (context) => {
    delete context.stroke;
    drawLabels(network, context, pageColours(), moving);
  });
  stage.addEventListener("mousemove", (event) => {
    if (event.buttons) return;
    const { left, top } = stage.getBoundingClientRect();
    const { node, tie } = under({ x: event.clientX - left, y: event.clientY - top });
    stage.style.cursor = node || tie ? "pointer" : "";
  });
  stage.addEventListener("keydown", (event) => {
    if (KEYS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      KEYS[event.key]();
      event.preventDefault();
    }
  });
  document.getElementById("zoom-in").addEventListener("click", () => zoomBy(ZOOM));
  document.getElementById("zoom-out").addEventListener("click", () => zoomBy(1 / ZOOM));
  document.getElementById("fit").addEventListener("click", () => fit());
  darkScheme.addEventListener("change", paint);
  changes.addEventListener("data", (event) => drawAnew(event.detail.appeared));
  changes.addEventListener("filter", paint);
  changes.addEventListener("select", (event) => {
    paint();
    if (event.detail.moveTo) showSelection();
  });
  network.setSize("100%", "100%"); // the page has found its shape after the map was made
  fit({ cooperation: true });
}
