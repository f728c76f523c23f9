"use strict";
// Turning to another address in place: its page is fetched and taken over, which takes half as long as opening it.

/** What a page says beside its data, by the ids of its elements. */
const PARTS = ["subtitle", "alt", "kept", "pictures", "sources"];

let turns = 0;

/** The choices of the address whose page is shown. */
let shownSearch = location.search;

const unfoldedGroups = () => data.choices.filter(([name]) => name === "unfolded").map(([, value]) => value);

/** A link to this view with other choices that turns to it in place, once `agreed` to. */
function turnLink(changed, text, agreed = () => true) {
  const link = el("a", { href: address(changed) }, text);
  link.addEventListener("click", (event) => {
    if (!agreed()) event.preventDefault();
    else if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      turnTo(link.href, { written: true });
    }
  });
  return link;
}

/** Take over the page of an address; `written` writes the address down, so that going back leads here again. */
async function turnTo(href, { written }) {
  const turn = (turns += 1);
  stage.ariaBusy = "true";
  try {
    const response = await fetch(href);
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (turn !== turns) return;
    if (written) history.pushState(null, "", href);
    shownSearch = location.search;
    for (const id of PARTS) document.getElementById(id)?.replaceChildren(...(page.getElementById(id)?.childNodes ?? []));
    const before = nodes;
    takeIn(page);
    changes.dispatchEvent(new CustomEvent("data", { detail: { appeared: data.nodes.filter((node) => !before.has(node.id)) } }));
    stage.ariaBusy = "false";
  } catch {
    // The browser says what is wrong, unless another address has been turned to meanwhile.
    if (turn === turns && written) location.assign(href);
    else if (turn === turns) location.reload();
  }
}

function setUpTurning() {
  addEventListener("popstate", () => {
    if (location.search !== shownSearch) turnTo(location.href, { written: false });
  });
}
