"use strict";
// The time slider: the map as of a day, month by month, by hand or playing. Nothing moves; what did not hold is not there.

const STEP_MS = 700;

const slider = document.getElementById("time-day");
const playButton = document.getElementById("time-play");
let playing = 0;

/** The first day of each month from the first thing known to the last. */
function monthsOf([first, last]) {
  const months = [];
  for (let [year, month] = first.split("-").map(Number); ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const start = `${year}-${String(month).padStart(2, "0")}-01`;
    months.push(start);
    if (start > last) return months;
  }
}

const writtenDay = (iso) => iso.split("-").map(Number).reverse().join(".");

function sayTime() {
  const said = day ? writtenDay(day) : texts.all_days;
  document.getElementById("time-said").textContent = said;
  document.getElementById("time-all").hidden = !day;
  slider.setAttribute("aria-valuetext", said);
  const when = day ? texts.as_of.replace("{date}", writtenDay(day)) : texts.all_dates;
  const extent = texts.summary
    .replace("{entities}", data.nodes.filter(isShown).length)
    .replace("{ties}", data.ties.filter(isTieShown).length);
  document.getElementById("subtitle").textContent = `${when} · ${extent}`;
}

function moveTo(months, place) {
  slider.value = String(place);
  showDay(months[place]);
}

function play(months) {
  if (playing) return stop();
  playButton.setAttribute("aria-pressed", "true");
  playButton.textContent = "⏸";
  playButton.ariaLabel = playButton.title = texts.pause;
  if (!day || Number(slider.value) === months.length - 1) moveTo(months, 0);
  playing = setInterval(() => {
    const next = Number(slider.value) + 1;
    if (next >= months.length) stop();
    else moveTo(months, next);
  }, STEP_MS);
  return undefined;
}

function stop() {
  clearInterval(playing);
  playing = 0;
  playButton.setAttribute("aria-pressed", "false");
  playButton.textContent = "▶";
  playButton.ariaLabel = playButton.title = texts.play;
}

function setUpTime() {
  if (!data.span || data.since) return;
  const months = monthsOf(data.span);
  document.getElementById("time").hidden = false;
  Object.assign(slider, { min: "0", max: String(months.length - 1), step: "1" });
  slider.value = String(Math.max(0, day ? months.findLastIndex((month) => month <= day) : months.length - 1));
  sayTime();
  slider.addEventListener("input", () => {
    stop();
    showDay(months[Number(slider.value)]);
  });
  playButton.addEventListener("click", () => play(months));
  document.getElementById("time-all").addEventListener("click", () => {
    stop();
    showDay(null);
    slider.focus(); // the button is gone
  });
  changes.addEventListener("filter", sayTime);
  changes.addEventListener("data", () => {
    slider.value = String(day ? months.findLastIndex((month) => month <= day) : months.length - 1);
    sayTime();
  });
}
