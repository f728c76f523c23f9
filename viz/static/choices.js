"use strict";
// The choices of the view, on a server: the address holds them all, so that it shows the same again.

const choices = document.getElementById("choices");

/** The choices that differ from the usual ones, as the address says them. */
function chosenAddress() {
  const pairs = [...new FormData(choices)].filter(([name, value]) => value && value !== USUAL[name]);
  return `?${new URLSearchParams(pairs)}`;
}

const USUAL = { layout: "geographic", overlay: "none", measure: "degree" };

/** Keep the view under a name; the answer names its addresses, for a page or a report. */
async function saveView(event) {
  event.preventDefault();
  const said = document.getElementById("save-said");
  const pairs = [...new URLSearchParams(location.search)].filter(([name]) => name !== "language");
  try {
    const response = await fetch(`${data.api}/views`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: document.getElementById("save-name").value, choices: String(new URLSearchParams(pairs)) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    const links = [answer.page, answer.embed, answer.image].map((address) => el("a", { href: address }, new URL(address, location.href).href));
    said.replaceChildren(...links.flatMap((link) => [link, el("br")]));
  } catch (error) {
    said.textContent = error.message;
  }
}

function setUpChoices() {
  document.getElementById("save")?.addEventListener("submit", saveView);
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
