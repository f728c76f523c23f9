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

/** Buttons that go over the steps of this map, back and forth, as far as they are of this map. */
function setUpSteps() {
  const steps = document.getElementById("steps");
  if (!steps || !window.navigation?.entries) return;
  steps.hidden = false;
  const [undo, redo] = ["undo", "redo"].map((id) => document.getElementById(id));
  const leadsHere = (offset) => {
    const entry = navigation.entries()[navigation.currentEntry.index + offset];
    return Boolean(entry?.url) && new URL(entry.url).pathname === location.pathname;
  };
  const say = () => {
    undo.disabled = !leadsHere(-1);
    redo.disabled = !leadsHere(1);
  };
  undo.addEventListener("click", () => history.back());
  redo.addEventListener("click", () => history.forward());
  navigation.addEventListener("currententrychange", say);
  addEventListener("pageshow", say);
  say();
}

function setUpChoices() {
  setUpSteps();
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
    writeFilters(url);
    writeAddress(url);
    for (const link of document.querySelectorAll("a.picture")) {
      const target = new URL(link.href);
      writeFilters(target);
      link.href = target.href;
    }
  });
  changes.addEventListener("data", () => {
    document.getElementById("as_of").value = day ?? "";
  });
}

/** What is switched on and the day that is shown, as the choices of an address. */
function writeFilters(url) {
  document.getElementById("as_of").value = day ?? "";
  if (day) url.searchParams.set("as_of", day);
  else url.searchParams.delete("as_of");
  for (const [name, items] of [["kinds", data.kinds], ["relations", data.relations]]) {
    url.searchParams.delete(name);
    const asCame = items.every((item) => off.has(item.name) === Boolean(item.quiet));
    const on = items.filter((item) => !off.has(item.name)).map((item) => item.name);
    const said = asCame ? data.choices.filter(([choice]) => choice === name).map(([, value]) => value) : on.length ? on : [NONE];
    for (const value of said) url.searchParams.append(name, value);
  }
}

/** In the place of a list of kinds: none of them. */
const NONE = "-";

const STEP_BACK_MS = 1000;
let writtenAt = 0;

/** Write the address down as a step to go back over; a slider that is dragged makes one step, not a hundred. */
function writeAddress(url) {
  const one = Date.now() - writtenAt < STEP_BACK_MS;
  writtenAt = Date.now();
  if (one) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  shownSearch = location.search;
}
