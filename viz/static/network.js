"use strict";
// The map itself: vis-network with our positions, our selection and our labels; it never moves anything by itself.

const OPTIONS = {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { dragNodes: false, hideEdgesOnDrag: true, hideEdgesOnZoom: true, hover: true, selectable: false, tooltipDelay: 150 },
  nodes: { borderWidth: 1.5, labelHighlightBold: false, chosen: false },
  edges: { smooth: false, chosen: false, width: 1.4, selectionWidth: 0, hoverWidth: 0 },
};
const PAN = 80;
const ZOOM = 1.3;
const FADED = 0.12;
const LIGHTEN = 0.35;
const MARGIN = 48;
const SIDE_MARGIN = 96;
const CLOSEST = 1.4;
const OVER = [3, 5];

const stage = document.getElementById("network");
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const nodeMarks = new vis.DataSet(data.nodes.map((node) => ({
  id: node.id,
  x: node.x,
  y: node.y,
  size: node.size,
  shape: kinds.get(node.kind).shape,
  title: `${node.name} (${kinds.get(node.kind).label})`,
})));
const tieMarks = new vis.DataSet(data.ties.map((tie) => ({ id: tie.id, from: tie.from, to: tie.to })));
paint();
const network = new vis.Network(stage, { nodes: nodeMarks, edges: tieMarks }, OPTIONS);

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

/** Bring marks in line with filters, day, selection and colour scheme. */
function paint() {
  const page = pageColours();
  const lit = highlighted();
  nodeMarks.update(data.nodes.map((node) => nodeLook(node, page, lit)));
  tieMarks.update(data.ties.map((tie) => tieLook(tie, lit)));
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

function tieLook(tie, lit) {
  const isLit = !lit || tie === selection.tie || tie.from === selection.node?.id || tie.to === selection.node?.id;
  const relation = relations.get(tie.kind);
  const { colour, dash } = tones.get(tie.tone) ?? relation;
  const dashed = isDashed(tie);
  const width = (1.4 + Math.log2(tie.weight ?? 1)) * (lit && isLit ? 1.7 : 1);
  return {
    id: tie.id,
    hidden: !isTieShown(tie),
    width,
    dashes: dashed ? OVER : dash.length ? dash : false,
    color: { color: lineColour(colour), opacity: isLit ? (dashed ? 0.45 : 0.85) : 0.08, inherit: false },
  };
}

/** Show all entities, or at first those on the map that cooperate: an empty rest of the country would make them small. */
function fit({ cooperation = false } = {}) {
  const shown = data.nodes.filter(isShown);
  const active = cooperation && data.layout === "geographic" ? shown.filter((node) => node.rank > 0 && node.placed) : [];
  const chosen = active.length > 1 ? active : shown;
  if (!chosen.length) return;
  const [xs, ys] = ["x", "y"].map((axis) => chosen.map((node) => node[axis]));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const free = freeArea();
  const scale = Math.min(CLOSEST, free.width / (right - left + 2 * SIDE_MARGIN), free.height / (bottom - top + 2 * MARGIN));
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
  const at = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: at.x + right / scale, y: at.y + down / scale } });
}

function showSelection() {
  const ids = selection.tie ? [selection.tie.from, selection.tie.to] : [selection.node.id];
  const places = ids.map((id) => nodes.get(id));
  const middle = (axis) => places.reduce((sum, node) => sum + node[axis], 0) / places.length;
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale: Math.max(network.getScale(), 0.9), offset: freeArea().offset });
}

function pickAt(point) {
  const node = nodes.get(network.getNodeAt(point)) ?? null;
  const tie = node ? null : ties.get(network.getEdgeAt(point)) ?? null;
  select({ node, tie });
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
  network.on("click", (event) => pickAt(event.pointer.DOM));
  network.on("beforeDrawing", (context) => drawGround(network, context, pageColours()));
  network.on("afterDrawing", (context) => drawLabels(network, context, pageColours()));
  for (const [event, cursor] of [["hoverNode", "pointer"], ["blurNode", ""], ["hoverEdge", "pointer"], ["blurEdge", ""]]) {
    network.on(event, () => { stage.style.cursor = cursor; });
  }
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
  changes.addEventListener("filter", paint);
  changes.addEventListener("select", (event) => {
    paint();
    if (event.detail.moveTo) showSelection();
  });
  fit({ cooperation: true });
}
