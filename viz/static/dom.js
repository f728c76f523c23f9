"use strict";
// Elements are made here and nowhere else: text becomes text nodes, so that no name from the data is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {
  square: "-8,-8 8,-8 8,8 -8,8",
  diamond: "0,-10 10,0 0,10 -10,0",
  triangle: "0,-9 9.5,8 -9.5,8",
  triangleDown: "0,9 9.5,-8 -9.5,-8",
  hexagon: "-5,-8.7 5,-8.7 10,0 5,8.7 -5,8.7 -10,0",
  star: "0,-10 2.6,-3.4 9.5,-3.1 4.1,1.3 5.9,8.1 0,4.2 -5.9,8.1 -4.1,1.3 -9.5,-3.1 -2.6,-3.4",
};

/** An element with properties (or attributes, where it has no such property) and children; null children are left out. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The mark that the map draws for a kind, as a small picture. */
function glyph(kind) {
  const mark = OUTLINES[kind.shape]
    ? svg("polygon", { points: OUTLINES[kind.shape], fill: kind.colour })
    : svg("circle", { r: 8.5, fill: kind.colour });
  return svg("svg", { class: "glyph", viewBox: "-11 -11 22 22", "aria-hidden": "true" }, mark);
}

/** The line that the map draws for a kind of tie. */
function lineSample(relation) {
  const line = svg("line", {
    x1: 0, y1: 4, x2: 30, y2: 4, stroke: relation.colour, "stroke-width": 2.5, "stroke-dasharray": relation.dash.join(" "),
  });
  return svg("svg", { class: "line-sample", viewBox: "0 0 30 8", "aria-hidden": "true" }, line);
}

/** A text as searches compare it: lower case, without the marks on its letters ("Äänekoski" and "aanekoski" are one). */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
