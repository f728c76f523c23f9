"use strict";
// The choices of the view, on a server: the address holds them all, so that it shows the same again.

const choices = document.getElementById("choices");

/** The choices that differ from the usual ones, as the address says them. */
function chosenAddress() {
  const pairs = [...new FormData(choices)].filter(([name, value]) => value && value !== USUAL[name]);
  return `?${new URLSearchParams(pairs)}`;
}

const USUAL = { layout: "geographic", overlay: "none", measure: "degree" };

function setUpChoices() {
  if (!choices) return;
  choices.parentElement.open = matchMedia("(min-width: 60rem)").matches;
  const overlay = document.getElementById("overlay");
  const needsDays = () => overlay.value === "change" && !(document.getElementById("since").value && document.getElementById("as_of").value);
  choices.addEventListener("change", () => {
    choices.querySelector(".since").hidden = overlay.value !== "change";
    if (!needsDays()) location.assign(chosenAddress());
  });
  choices.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(chosenAddress());
  });
  changes.addEventListener("filter", () => {
    const url = new URL(location.href);
    if (day) url.searchParams.set("as_of", day);
    else url.searchParams.delete("as_of");
    history.replaceState(null, "", url);
    document.getElementById("as_of").value = day ?? "";
    for (const link of document.querySelectorAll("a.picture")) {
      const target = new URL(link.href);
      if (day) target.searchParams.set("as_of", day);
      else target.searchParams.delete("as_of");
      link.href = target.href;
    }
  });
}
