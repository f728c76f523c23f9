"use strict";
// Tables that come after their page, one after another, so that the page itself is there at once.

async function fill(section) {
  const place = section.querySelector(".part");
  try {
    const answer = await fetch(section.dataset.part, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
  } catch {
    const said = document.createElement("p");
    said.className = "quiet";
    said.textContent = section.dataset.failed;
    place.replaceChildren(said);
  }
  place.removeAttribute("aria-busy");
}

for (const section of document.querySelectorAll("[data-part]")) await fill(section);
