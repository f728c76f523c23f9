"use strict";
// Candidates by keys: arrows move, digits decide, as in the review of the command line.

const candidates = [...document.querySelectorAll(".candidate")];
const VERDICTS = { 1: "accept", 2: "reject", 0: "" };

function here() {
  return candidates.findIndex((candidate) => candidate.contains(document.activeElement));
}

function go(to) {
  const candidate = candidates[Math.max(0, Math.min(to, candidates.length - 1))];
  candidate.focus();
  candidate.scrollIntoView({ block: "nearest" });
}

document.getElementById("review")?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const at = here();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    go(at + step);
  } else if (event.key in VERDICTS && at >= 0) {
    candidates[at].querySelector(`input[value="${VERDICTS[event.key]}"]`).checked = true;
    go(at + 1);
  } else {
    return;
  }
  event.preventDefault();
});

candidates[0]?.focus({ preventScroll: true });
