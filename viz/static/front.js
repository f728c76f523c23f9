"use strict";
// A front page that is still being made asks again until it is ready, and takes over what it gets.

async function askAgain() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    if (!page.getElementById("waiting")) {
      document.querySelector("main").replaceWith(page.querySelector("main"));
      return;
    }
  } catch {
    // The server is away for a moment.
  }
  setTimeout(askAgain, 1000);
}

setTimeout(askAgain, 1000);
