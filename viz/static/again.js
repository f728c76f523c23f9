"use strict";
// A page that could not be shown for the moment is asked for again until it can, and then opened.

async function askAgain() {
  try {
    if ((await fetch(location.href, { headers: { accept: "text/html" } })).status !== 503) {
      location.reload();
      return;
    }
  } catch {
    // The server is away for a moment.
  }
  setTimeout(askAgain, 2000);
}

setTimeout(askAgain, 2000);
