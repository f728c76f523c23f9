"use strict";
// The form for files says what is too much before it is sent; the page of a load follows it while it goes.

function checkFiles(form) {
  const input = document.getElementById("files");
  const said = document.getElementById("chosen");
  input.addEventListener("change", () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const limits = form.dataset;
    const wrong = files.length > limits.files ? limits.filesSaid
      : files.some((file) => file.size > limits.file) ? limits.fileSaid
        : size > limits.all ? limits.allSaid : "";
    input.setCustomValidity(wrong);
    said.textContent = wrong || !files.length ? wrong
      : limits.chosen.replace("#", files.length).replace("~", (size / 2 ** 20).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
  });
}

function follow(said) {
  const events = new EventSource(said.dataset.events);
  let rejected = 0;
  let text = "";
  const show = () => { said.textContent = rejected ? `${text} (${said.dataset.rejected}: ${rejected})` : text; };
  for (const name of ["state", "source", "progress", "message"]) {
    events.addEventListener(name, (event) => {
      text = JSON.parse(event.data).text;
      show();
    });
  }
  events.addEventListener("rejection", () => {
    rejected += 1;
    show();
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
}

const upload = document.getElementById("upload");
if (upload) checkFiles(upload);
const progress = document.getElementById("progress");
if (progress) follow(progress);
