"use strict";
// What htmx cannot say in markup: scrolling, what was open, what went wrong. The pages work without it.

const scrollDown = (element) => { element.scrollTop = element.scrollHeight; };
const talks = () => document.querySelectorAll(".talk");
talks().forEach(scrollDown);

// ── A talk that was swapped in: stay at its end, unless somebody reads further up; leave open what was open ──

let atEnd = true;
let opened = [];
let writing = 0;

function quiet() {
  clearTimeout(writing);
  document.querySelector(".typing")?.replaceChildren();
}

// The whole talk comes anew with each message; read out is only what was said last.
let lastRead = document.querySelector(".talk")?.lastElementChild?.id;
function readOut(said) {
  const line = document.getElementById("newest");
  if (!line || !said || said.id === lastRead) return;
  lastRead = said.id;
  line.textContent = `${said.dataset.who}：${said.querySelector(".words").textContent}`;
}

document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (!target.matches(".talk")) return;
  atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 80;
  opened = Array.from(target.querySelectorAll("details[open]"), (each) => each.id);
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.matches(".talk")) {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (atEnd) scrollDown(target);
    readOut(target.lastElementChild);
    quiet();
  }
  if (target.matches(".typing")) writing = setTimeout(quiet, 8000);
});

// ── What went wrong ──

const toast = document.getElementById("toast");
function complain(text) {
  toast.textContent = text;
  toast.hidden = false;
  setTimeout(() => { toast.hidden = true; }, 8000);
}
document.addEventListener("htmx:responseError", ({ detail }) => {
  const answer = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  complain(answer.querySelector("[role=alert]")?.textContent || toast.dataset.failed);
});
document.addEventListener("htmx:sendError", () => complain(toast.dataset.offline));
