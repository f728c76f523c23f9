"use strict";
// Cypher as the editor knows it: the pieces of a text, for colours, and the words that may stand where somebody writes.

const words = JSON.parse(document.getElementById("data").textContent);
const KEYWORDS =
  "MATCH OPTIONAL WHERE RETURN WITH UNWIND AS DISTINCT ORDER BY ASC DESC SKIP LIMIT AND OR XOR NOT IN IS NULL CALL YIELD UNION ALL EXISTS COUNT COLLECT CASE WHEN THEN ELSE END STARTS ENDS CONTAINS true false".split(" ");
const FUNCTIONS =
  "count collect sum avg min max size labels type properties keys nodes relationships length coalesce head last tail range reverse split trim toLower toUpper toString toInteger toFloat substring replace round abs date datetime duration elementId shortestPath point.distance duration.between date.truncate any all none single reduce percentileCont stDev".split(" ");
const KNOWN = new Set(KEYWORDS.map((word) => word.toUpperCase()));
const PIECES = /(\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*)|("(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\b\d[\d_.]*\b|\$\w+)|(`[^`]*`?|:\s*[\p{L}_][\p{L}\p{N}_]*)|([\p{L}_][\p{L}\p{N}_]*)/gu;

/** The text in pieces, each with what it is: "remark", "literal", "name", "keyword" or nothing. */
function* pieces(text) {
  let done = 0;
  for (const found of text.matchAll(PIECES)) {
    const [whole, remark, literal, name, word] = found;
    const kind = remark ? "remark" : literal ? "literal" : name ? "name" : KNOWN.has(word.toUpperCase()) ? "keyword" : "";
    if (!kind) continue;
    if (found.index > done) yield ["", text.slice(done, found.index)];
    yield [kind, whole];
    done = found.index + whole.length;
  }
  yield ["", text.slice(done)];
}

/** Whether the text ends within a remark or a quoted text, where nothing is to be suggested. */
function isQuoted(before) {
  const last = [...before.matchAll(PIECES)].at(-1);
  if (!last || last.index + last[0].length < before.length) return false;
  const [whole, remark, literal] = last;
  return remark ? !whole.endsWith("*/") : Boolean(literal) && /^["']/.test(whole) && (whole.length < 2 || whole.at(-1) !== whole[0]);
}

/** Words that may stand at the end of a text: {start, found: [{name, label}]}, best first. `asked`: even without a letter. */
function suggest(before, asked) {
  if (isQuoted(before)) return null;
  const called = /\bcall\s+([\w.]*)$/i.exec(before);
  if (called) return matching(called[1], before, asked, words.procedures.map((name) => ({ name, label: words.texts.procedure_label })));
  const [, sign, written] = /([:|.]?)\s?([\p{L}\p{N}_]*)$/u.exec(before);
  if (sign === ":" || sign === "|") return matching(written, before, true, named(isTie(before) ? words.relations : kindLabels()));
  if (sign === ".") return matching(written, before, true, named(words.properties));
  if (written.length < 2 && !asked) return null;
  return matching(written, before, asked, [
    ...KEYWORDS.map((name) => ({ name, label: words.texts.keyword })),
    ...FUNCTIONS.map((name) => ({ name, label: words.texts.function_label })),
  ]);
}

const kindLabels = () => Object.fromEntries(Object.entries(words.kinds).map(([name, { label }]) => [name, label]));
const named = (labels) => Object.entries(labels).map(([name, label]) => ({ name, label }));

/** Whether the text ends between the brackets of a relationship. */
function isTie(before) {
  return before.lastIndexOf("[") > Math.max(before.lastIndexOf("]"), before.lastIndexOf("("));
}

function matching(written, before, asked, all) {
  const wanted = fold(written);
  const rank = ({ name, label }) => (fold(name).startsWith(wanted) ? 0 : fold(label).startsWith(wanted) ? 1 : 2);
  const found = all.filter((item) => rank(item) < 2 && item.name !== written).sort((a, b) => rank(a) - rank(b));
  return found.length && (written || asked) ? { start: before.length - written.length, found: found.slice(0, 40) } : null;
}
