"use strict";
// Labels of the map: one size at every zoom, drawn in order of importance and left out where they would overlap.

const LABEL_SIZE = 12;
const LABEL_GAP = 3;
const LONGEST_LABEL = 30;
const CELL = 120;
const NEAR = 0.8;
const SIGN_SIZE = 7;

const isMunicipality = (node) => node.kind === "Municipality";
const importance = (node) => node.rank + (isMunicipality(node) ? 1000 : 0);
const widths = new Map();

/** All entities, those first that most deserve a label. */
let byImportance = [];

/** The labels of the last view: how far each lies from its mark. */
let placed = { scale: 0, labels: [] };

function orderLabels() {
  byImportance = [...data.nodes].sort((a, b) => importance(b) - importance(a) || (a.id < b.id ? -1 : 1));
  placed = { scale: 0, labels: [] };
}

/**
 * Draw the labels for the view of `network` on its canvas; `tone` has the colours of text and of the halo around it.
 * While the map is `moving`, they go with their marks and signs are left out.
 */
function drawLabels(network, context, tone, moving) {
  const scale = network.getScale();
  const lit = highlighted();
  const { width, height } = context.canvas.getBoundingClientRect();
  const ratio = context.canvas.width / width;
  const isInView = (box) => box.right > 0 && box.bottom > 0 && box.left < width && box.top < height;
  const shown = data.nodes.filter((node) => isShown(node) && (!lit || lit.has(node.id)));
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  if (!moving || placed.scale !== scale) placed = { scale, labels: placeLabels(network, context, shown, lit, width) };
  for (const { node, right, down, size } of placed.labels) {
    const mark = markBox(network, node, scale);
    const [left, top] = [mark.left + right, mark.top + down];
    const box = { left, right: left + size.width, top, bottom: top + size.height };
    if (isInView(box)) paintLabel(context, node, box, lit, tone);
  }
  for (const node of moving ? [] : shown) {
    const box = markBox(network, node, scale);
    if (isInView(box)) paintSign(context, node, box);
  }
  context.restore();
}

function placeLabels(network, context, shown, lit, width) {
  const scale = network.getScale();
  const marks = new Boxes(shown.map((node) => markBox(network, node, scale)));
  const labels = new Boxes([]);
  const found = [];
  for (const node of labelOrder(lit)) {
    if (!isShown(node) || !deservesLabel(node, scale, lit)) continue;
    const box = freeBox(context, network, node, scale, width, marks, labels);
    if (!box) continue;
    labels.add(box);
    const mark = markBox(network, node, scale);
    const size = { width: box.right - box.left, height: box.bottom - box.top };
    found.push({ node, right: box.left - mark.left, down: box.top - mark.top, size });
  }
  return found;
}

function labelOrder(lit) {
  if (!lit) return byImportance;
  const first = byImportance.filter((node) => lit.has(node.id));
  return [...new Set([...(selection.node ? [selection.node] : []), ...first, ...byImportance])];
}

function deservesLabel(node, scale, lit) {
  if (lit) return lit.has(node.id) || (isMunicipality(node) && node.rank > 0);
  return isMunicipality(node) || scale >= NEAR || node.rank * scale >= 3;
}

function labelText(node) {
  return node.name.length > LONGEST_LABEL ? `${node.name.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : node.name;
}

function labelFont(node) {
  return `${isMunicipality(node) && node.rank ? 600 : 400} ${LABEL_SIZE}px system-ui, sans-serif`;
}

function markBox(network, node, scale) {
  const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
  const half = node.size * scale;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half, id: node.id };
}

/** A place for the label around its mark; one that matters may cover other marks, but never another label. */
function freeBox(context, network, node, scale, across, marks, labels) {
  const mark = markBox(network, node, scale);
  const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
  const width = labelWidth(context, node) + 2 * LABEL_GAP;
  const height = LABEL_SIZE + LABEL_GAP;
  const corners = [
    [x - width / 2, mark.bottom + LABEL_GAP],
    [x - width / 2, mark.top - LABEL_GAP - height],
    [mark.right, y - height / 2],
    [mark.left - width, y - height / 2],
  ];
  const boxes = corners.map(([left, top]) => ({ left, right: left + width, top, bottom: top + height, id: node.id }));
  const matters = isMunicipality(node) || selection.node;
  const isWhole = (box) => box.left >= 0 && box.right <= across;
  return boxes.find((box) => isWhole(box) && labels.isFree(box) && marks.isFree(box)) ?? (matters ? boxes.find((box) => labels.isFree(box)) : null);
}

function labelWidth(context, node) {
  if (!widths.has(node.id)) {
    context.font = labelFont(node);
    widths.set(node.id, context.measureText(labelText(node)).width);
  }
  return widths.get(node.id);
}

/** Boxes on the screen, in cells of a grid, so that asking whether a place is free stays cheap. */
class Boxes {
  constructor(boxes) {
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  add(box) {
    for (const cell of cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  isFree(box) {
    const isInTheWay = (other) => other.id !== box.id
      && other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom;
    return !cellsOf(box).some((cell) => this.cells.get(cell)?.some(isInTheWay));
  }
}

function cellsOf(box) {
  const cells = [];
  for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
    for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) cells.push(`${column},${row}`);
  }
  return cells;
}

function paintLabel(context, node, box, lit, tone) {
  const x = (box.left + box.right) / 2;
  context.font = labelFont(node);
  context.globalAlpha = lit && !lit.has(node.id) ? 0.35 : 1;
  context.lineWidth = 3.5;
  context.strokeStyle = tone.halo;
  context.strokeText(labelText(node), x, box.top);
  context.fillStyle = isMunicipality(node) && !node.rank ? tone.quiet : tone.text;
  context.fillText(labelText(node), x, box.top);
}

/** The sign of what an overlay says of an entity, at its upper right; it says it to those who see no colours too. */
function paintSign(context, node, mark) {
  const tone = tones.get(node.tone);
  const sign = node.sign ?? tone?.sign;
  if (!sign) return;
  const [x, y] = [mark.right, mark.top];
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, SIGN_SIZE, 0, 2 * Math.PI);
  context.fillStyle = tone.colour;
  context.fill();
  context.font = `700 ${sign.length > 1 ? 9 : 11}px system-ui, sans-serif`;
  context.fillStyle = "#ffffff";
  context.textBaseline = "middle";
  context.fillText(sign, x, y + 0.5);
  context.textBaseline = "top";
}
