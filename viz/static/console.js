"use strict";
// The console: runs what the editor holds when asked to, says what came of it, and keeps what is to be kept.

const API = "/api/v1/cypher";
const KEPT = "yhdysverkko-console";
const MOST_KEPT = 30;
const TAIL = 2_000;

const said = document.getElementById("said");
const wrong = document.getElementById("wrong");
const cancel = document.getElementById("cancel");
const field = (id) => document.getElementById(id);
const fill = (key, values = {}) => words.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString?.(words.language) ?? values[name]);

let answer = null;
let way = "table";
let asking = null;

/** What is asked, as the API takes it. Throws with a sentence where the parameters are no JSON. */
function asked(limit) {
  const text = field("parameters").value.trim();
  let parameters = {};
  try {
    if (text) parameters = JSON.parse(text);
  } catch {
    parameters = null;
  }
  if (parameters === null || typeof parameters !== "object" || Array.isArray(parameters)) throw new Error(words.texts.bad_json);
  return { query: query.value, parameters, limit, timeout: Number(field("seconds").value) };
}

async function send(address, body, method = "POST") {
  let response;
  const headers = { "content-type": "application/json" };
  try {
    response = await fetch(address, { method, headers, body: body && JSON.stringify(body), signal: asking?.signal });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Error(words.texts.unreachable);
  }
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail ?? words.texts.unreachable);
  return response;
}

const address = (path, choices = {}) => `${API}${path}?${new URLSearchParams({ ...choices, language: words.language })}`;

/** Do something that asks the server; meanwhile it can be cancelled, and its error is said. */
async function during(work) {
  if (asking) return;
  asking = new AbortController();
  busy(true);
  say(words.texts.running);
  try {
    await work();
  } catch (error) {
    if (error.name === "AbortError") say(words.texts.cancelled);
    else complain(error.message);
  } finally {
    asking = null;
    busy(false);
  }
}

function busy(on) {
  cancel.hidden = !on;
  field("answer").setAttribute("aria-busy", String(on));
  for (const button of document.querySelectorAll("#run, #check, [data-form]")) button.disabled = on;
  if (!on && (document.activeElement === document.body || document.activeElement === cancel)) field("run").focus();
}

function say(text, cut = false) {
  wrong.hidden = true;
  said.textContent = text;
  said.className = cut ? "cut" : "quiet";
}

function complain(text) {
  say("");
  wrong.textContent = text;
  wrong.hidden = false;
}

const run = () => during(async () => {
  closeList();
  const body = asked(Number(field("rows").value));
  keep(query.value);
  answer = await (await send(address("", { draw: "true" }), body)).json();
  field("answer").hidden = false;
  const count = { rows: answer.rows.length, took: answer.took_ms };
  const cut = { rows: "cut", bytes: "cut_bytes" }[answer.truncated];
  say([fill("done", count), cut && fill(cut, count)].filter(Boolean).join(" "), Boolean(cut));
  showAnswer(answer, way);
});

const check = () => during(async () => {
  const plan = await (await send(address("/explain"), asked(Number(field("rows").value)))).json();
  say(fill("checked", { rows: Math.round(plan.summary.expected_rows ?? 0), limit: plan.limits.rows, seconds: plan.limits.seconds }));
});

const download = (form) => during(async () => {
  const most = form === "json" ? words.mostRows : words.mostStreamed;
  const response = await send(address("", { format: form }), asked(most));
  const file = await response.blob();
  const tail = await file.slice(-TAIL).text();
  const cut = /# (truncated|failed): [^\n]*|"(?:truncated":(?:true|"\w+")|error":"[^"]*)/.exec(form === "json" ? (await file.slice(0, TAIL).text()) : tail);
  const link = el("a", { href: URL.createObjectURL(file), download: `cypher.${form}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(cut ? fill("download_cut", { reason: cut[0] }) : words.texts.downloaded, Boolean(cut));
});

/** The texts that this browser has kept, the latest first. */
function latest() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(text) {
  store([text, ...latest().filter((each) => each !== text)].slice(0, MOST_KEPT));
  showLatest("");
}

function store(texts) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(texts));
  } catch {
    // A browser that keeps nothing has no history.
  }
}

function showLatest(empty) {
  const texts = latest();
  field("history").replaceChildren(...texts.map((text) => {
    const button = el("button", { type: "button", className: "again", title: text }, text.replace(/\s+/g, " "));
    button.addEventListener("click", () => open(text));
    return el("li", {}, button);
  }));
  field("history-said").textContent = texts.length ? "" : empty;
  field("history-clear").hidden = !texts.length;
}

function open(text) {
  openText(text);
  query.focus();
  query.scrollIntoView({ block: "nearest" });
}

async function save(event) {
  event.preventDefault();
  const told = field("save-said");
  try {
    const kept = await (await send(address("/saved"), { name: field("save-name").value, query: query.value })).json();
    const page = new URL(kept.page, location.href).href;
    told.replaceChildren(words.texts.saved_as, " ", el("a", { href: page }, page));
    listShared(kept);
  } catch (error) {
    told.textContent = error.message;
  }
}

function listShared({ id, name, page }) {
  document.querySelector(`[data-delete="${CSS.escape(id)}"]`)?.closest("li").remove();
  const button = el("button", { type: "button", "aria-label": fill("delete_named", { name }) }, words.texts.delete);
  Object.assign(button.dataset, { delete: id, name });
  field("shared").append(el("li", {}, el("a", { href: page }, name), button));
  field("none-shared").hidden = true;
}

async function forget(button) {
  if (!confirm(fill("delete_sure", { name: button.dataset.name }))) return;
  try {
    await send(address(`/saved/${encodeURIComponent(button.dataset.delete)}`), null, "DELETE");
    button.closest("li").remove();
    field("none-shared").hidden = field("shared").children.length > 0;
    field("save-name").focus();
  } catch (error) {
    field("save-said").textContent = error.message;
  }
}

field("console").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
field("console").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field("console").requestSubmit();
  }
});
field("check").addEventListener("click", check);
cancel.addEventListener("click", () => asking?.abort());
field("save").addEventListener("submit", save);
field("shared").addEventListener("click", (event) => {
  const button = event.target.closest("[data-delete]");
  if (button) forget(button);
});
field("history-clear").addEventListener("click", () => {
  store([]);
  showLatest(words.texts.history_cleared);
  field("history-heading").scrollIntoView({ block: "nearest" });
});
for (const button of document.querySelectorAll("[data-form]")) button.addEventListener("click", () => download(button.dataset.form));
for (const button of document.querySelectorAll("[data-way]")) {
  button.addEventListener("click", () => {
    way = button.dataset.way;
    showAnswer(answer, way);
  });
}
showLatest(words.texts.history_none);
