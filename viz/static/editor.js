"use strict";
// The editor: a text area with its colours on a layer over it, and suggestions where the caret is.

const query = document.getElementById("query");
const layer = document.getElementById("layer");
const list = document.getElementById("suggestions");

/** What is suggested: where the word begins, the words, and which of them is chosen (-1: none). */
let offer = null;
let chosen = -1;

function paintText() {
  const coloured = [...pieces(query.value)].map(([kind, text]) => (kind ? el("span", { className: kind }, text) : text));
  layer.replaceChildren(...coloured, "\n");
  follow();
}

function follow() {
  layer.scrollTop = query.scrollTop;
}

/** Where a place in the text is on the layer, from the editor's corner. */
function placeOf(offset) {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  let left = offset;
  while (walker.nextNode()) {
    if (left <= walker.currentNode.length) {
      const range = document.createRange();
      range.setStart(walker.currentNode, left);
      const [box, corner] = [range.getBoundingClientRect(), layer.parentElement.getBoundingClientRect()];
      return { left: box.left - corner.left, top: box.bottom - corner.top };
    }
    left -= walker.currentNode.length;
  }
  return { left: 0, top: 0 };
}

function offerWords(asked) {
  const caret = query.selectionStart;
  offer = caret === query.selectionEnd ? suggest(query.value.slice(0, caret), asked) : null;
  if (!offer) return closeList();
  list.replaceChildren(...offer.found.map(({ name, label }, at) =>
    el("li", { role: "option", id: `suggestion-${at}`, "aria-selected": "false" }, name, el("span", {}, label))));
  list.hidden = false;
  const place = placeOf(offer.start);
  list.style.left = `${Math.max(0, Math.min(place.left, list.parentElement.clientWidth - list.offsetWidth))}px`;
  list.style.top = `${place.top}px`;
  document.getElementById("suggested").textContent = words.texts.suggested.replace("{count}", offer.found.length);
  choose(asked ? 0 : -1);
}

function closeList() {
  offer = null;
  list.hidden = true;
  query.removeAttribute("aria-activedescendant");
  document.getElementById("suggested").textContent = "";
}

function choose(at) {
  chosen = at;
  for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === at));
  if (at < 0) return query.removeAttribute("aria-activedescendant");
  query.setAttribute("aria-activedescendant", `suggestion-${at}`);
  list.children[at].scrollIntoView({ block: "nearest" });
}

/** Put a suggested word in the place of what is written of it, so that undo takes it back. */
function take(at) {
  const { start, found } = offer;
  query.setSelectionRange(start, query.selectionStart);
  if (!document.execCommand("insertText", false, found[at].name)) query.setRangeText(found[at].name, start, query.selectionEnd, "end");
  closeList();
  paintText();
}

function pressed(event) {
  if (event.key === " " && event.ctrlKey) {
    offerWords(true);
    event.preventDefault();
  } else if (offer && !event.ctrlKey && LIST_KEYS[event.key]?.() === true) {
    event.preventDefault();
  }
}

const LIST_KEYS = {
  ArrowDown: () => { choose((chosen + 1) % offer.found.length); return true; },
  ArrowUp: () => { choose((chosen <= 0 ? offer.found.length : chosen) - 1); return true; },
  Enter: () => { if (chosen < 0) return false; take(chosen); return true; },
  Escape: () => { closeList(); return true; },
};

/** Show another text in the editor. */
function openText(text) {
  query.value = text;
  closeList();
  paintText();
}

query.addEventListener("input", (event) => {
  paintText();
  if (event.inputType !== "insertFromPaste") offerWords(false);
});
query.addEventListener("scroll", follow);
query.addEventListener("keydown", pressed);
query.addEventListener("blur", closeList);
query.addEventListener("click", closeList);
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) take([...list.children].indexOf(item));
});
new ResizeObserver(() => {
  layer.style.height = `${query.offsetHeight}px`;
  follow();
}).observe(query);
paintText();
