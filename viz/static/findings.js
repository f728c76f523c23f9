"use strict";
// Findings: what the overlay found, as a list that leads to each of those it names.

function fillFindings() {
  document.getElementById("findings").hidden = !data.findings.length;
  document.getElementById("finding-list").replaceChildren(...data.findings.map((finding) => {
    const node = nodes.get(finding.id);
    return el("li", {}, node && node.name === finding.name ? nodeButton(node) : el("strong", {}, finding.name), el("p", { className: "quiet" }, finding.text));
  }));
}

function setUpFindings() {
  fillFindings();
  changes.addEventListener("data", fillFindings);
}
