"use strict";
// Evidence: what each source states of a fact and where. A file carries it; a server is asked when someone opens it.

const fetched = new Map();

/** The claims for `key` (an entity's or a tie's id), which stand on the card of `node`. */
async function claimsFor(node, key) {
  if (data.claims[key]) return data.claims[key];
  if (!data.api) return [];
  if (!fetched.has(node.id)) fetched.set(node.id, fetchCard(node));
  try {
    const card = await fetched.get(node.id);
    return key === node.id ? card.claims : card.ties.find((tie) => tie.id === key)?.claims ?? [];
  } catch (error) {
    fetched.delete(node.id);
    throw error;
  }
}

async function fetchCard(node) {
  const [kind, ...id] = node.id.split(":");
  const response = await fetch(`${data.api}/entities/${kind}/${encodeURIComponent(id.join(":"))}?language=${data.language}`);
  // People whose names are withheld have no card of their own.
  if (response.status === 404) return { claims: [], ties: [] };
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

/** A box that opens to the evidence for `key`; until then it names how many sources there are. */
function evidenceBox(node, key, sources) {
  const body = el("div", { className: "claims" });
  const box = el("details", { className: "evidence" }, el("summary", {}, `${texts.sources} (${sources.length})`), body);
  box.addEventListener("toggle", () => {
    if (box.open && !body.hasChildNodes()) fillClaims(body, node, key, sources);
  });
  return box;
}

/** A tie is chosen to learn who says so: its evidence is open from the start. */
function openBox(box) {
  box.open = true;
  return box;
}

async function fillClaims(body, node, key, sources) {
  body.replaceChildren(el("p", { className: "quiet" }, texts.loading));
  try {
    const claims = await claimsFor(node, key);
    // Without details a file still knows the titles.
    const bare = sources.map((source) => ({ source, title: data.sources[source] ?? source }));
    body.replaceChildren(...(claims.length ? claims : bare).map(claimCard));
  } catch {
    const retry = el("button", { type: "button" }, texts.retry);
    retry.addEventListener("click", () => fillClaims(body, node, key, sources));
    body.replaceChildren(el("p", { role: "alert" }, texts.failed), retry);
  }
}

function claimCard(claim) {
  const title = claim.href ? el("a", { href: claim.href, rel: "noopener noreferrer", target: "_blank" }, claim.title) : claim.title;
  const about = [claim.published ? `${texts.published} ${claim.published}` : "", claim.where ?? ""].filter(Boolean).join(" · ");
  return el("article", { className: "claim" },
    el("h4", {}, title),
    about ? el("p", { className: "quiet" }, about) : null,
    claim.quote ? el("blockquote", {}, claim.quote) : null,
    claim.states?.length ? el("p", { className: "quiet" }, texts.states) : null,
    claim.states?.length ? factList(claim.states) : null);
}

function factList(facts) {
  return el("dl", { className: "facts" }, ...facts.flatMap((fact) => [
    el("dt", {}, fact.label),
    el("dd", {}, fact.href ? el("a", { href: fact.href, rel: "noopener noreferrer", target: "_blank" }, fact.text) : fact.text),
  ]));
}
