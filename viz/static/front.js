"use strict";
// A page that is still being made asks again until it is ready, and takes over what it gets; one that could not be made
// while the database was away loads anew once it can.

async function askAgain() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("waiting")) {
      if (document.getElementById("waiting").dataset.then === "reload") location.reload();
      else document.querySelector("main").replaceWith(page.querySelector("main"));
      return;
    }
  } catch {
    // The server is away for a moment.
  }
  setTimeout(askAgain, 1000);
}

setTimeout(askAgain, 1000);
