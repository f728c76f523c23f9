"use strict";
// The ground of the map: soft shapes of regions and communities, and the lines that say what a place means.

const GROUND_LABEL = 13;

/** Draw shapes and guides on the canvas of `network`, in the map's own coordinates, under everything else. */
function drawGround(network, context, page) {
  const scale = network.getScale();
  context.save();
  context.lineJoin = "round";
  for (const shape of data.backdrops) paintShape(context, shape, scale);
  for (const guide of data.guides) paintGuide(context, guide, page, scale);
  context.restore();
}

function paintShape(context, shape, scale) {
  const path = new Path2D();
  for (const ring of shape.outline) {
    ring.forEach(([x, y], number) => (number ? path.lineTo(x, y) : path.moveTo(x, y)));
    path.closePath();
  }
  context.globalAlpha = 0.1;
  context.fillStyle = shape.colour;
  context.fill(path, "evenodd");
  context.globalAlpha = 0.35;
  context.strokeStyle = shape.colour;
  context.lineWidth = 1.5 / scale;
  context.stroke(path);
  paintGroundLabel(context, shape.name, shape.label, shape.colour, scale);
}

function paintGuide(context, guide, page, scale) {
  context.globalAlpha = 0.5;
  context.strokeStyle = page.rule;
  context.lineWidth = 1 / scale;
  context.setLineDash([4 / scale, 4 / scale]);
  context.beginPath();
  guide.points.forEach(([x, y], number) => (number ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  context.setLineDash([]);
  paintGroundLabel(context, guide.label, guide.spot, page.quiet, scale);
}

function paintGroundLabel(context, text, [x, y], colour, scale) {
  if (!text) return;
  context.globalAlpha = 0.9;
  context.fillStyle = colour;
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.font = `600 ${GROUND_LABEL / scale}px system-ui, sans-serif`;
  context.fillText(text, x, y);
}
