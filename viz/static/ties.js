"use strict";
// The ties of the map: straight lines under the marks. We draw them ourselves, look by look: as objects of vis-network they
// would take longer to make than everything else on the page.

const TIE_WIDTH = 1.4;
const THINNEST = 0.3;
const OVER = [3, 5];
const REACH = 8;

/** From how many lines on they are thinner and paler, and how much at most, as in viz/pictures/lines.py. */
const CROWD = 300;
const FAINTEST = 0.5;

/** The shown ties by their look. */
let tieLooks = [];

/** Sort the ties that are shown by their look; `lit` are the entities that the selection lights up, or null. */
function lookAtTies(lit) {
  const looks = new Map();
  const shown = data.ties.filter(isTieShown);
  const strength = Math.max(FAINTEST, Math.min(1, Math.sqrt(CROWD / shown.length)));
  for (const tie of shown) {
    const look = tieLook(tie, lit, lit ? 1 : strength);
    const key = `${look.colour} ${look.opacity} ${look.width} ${look.dash}`;
    if (!looks.has(key)) looks.set(key, { ...look, ties: [] });
    looks.get(key).ties.push(tie);
  }
  tieLooks = [...looks.values()].sort((one, other) => one.opacity - other.opacity);
}

function tieLook(tie, lit, strength) {
  const isLit = !lit || tie === selection.tie || tie.from === selection.node?.id || tie.to === selection.node?.id;
  const { colour, dash } = tones.get(tie.tone) ?? relations.get(tie.kind);
  const dashed = isDashed(tie);
  return {
    colour: lineColour(colour),
    opacity: isLit ? (dashed ? 0.45 : 0.85) * strength : 0.08,
    width: (TIE_WIDTH + Math.log2(tie.weight ?? 1)) * (lit && isLit ? 1.7 : strength),
    dash: dashed ? OVER : dash,
  };
}

/** Draw the ties on the canvas, in the map's own coordinates. */
function drawTies(context, scale) {
  context.save();
  for (const { colour, opacity, width, dash, ties: alike } of tieLooks) {
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = Math.max(width, THINNEST / scale);
    context.setLineDash(dash);
    for (const tie of alike) {
      const [start, end] = [nodes.get(tie.from), nodes.get(tie.to)];
      context.beginPath();
      context.moveTo(start.x, start.y);
      context.lineTo(end.x, end.y);
      context.stroke();
    }
  }
  context.restore();
}

/** The tie nearest to a point of the map, if it is as near as a pointer can be expected to come, or null. */
function tieAt({ x, y }, scale) {
  let [nearest, shortest] = [null, (REACH / scale) ** 2];
  for (const look of tieLooks) {
    for (const tie of look.ties) {
      const distance = squareToLine(x, y, nodes.get(tie.from), nodes.get(tie.to));
      if (distance < shortest) [nearest, shortest] = [tie, distance];
    }
  }
  return nearest;
}

function squareToLine(x, y, start, end) {
  const [right, down] = [end.x - start.x, end.y - start.y];
  const length = right ** 2 + down ** 2;
  const along = length ? Math.min(1, Math.max(0, ((x - start.x) * right + (y - start.y) * down) / length)) : 0;
  return (x - start.x - along * right) ** 2 + (y - start.y - along * down) ** 2;
}
