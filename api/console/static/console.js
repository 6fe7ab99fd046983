"use strict";
// What htmx cannot say in markup: scrolling, sound and title, the reply's helpers. The pages work without it.

const scrollDown = (element) => { element.scrollTop = element.scrollHeight; };
const talks = () => document.querySelectorAll(".talk");
talks().forEach(scrollDown);

// ── A talk that was swapped in: stay at its end, unless somebody reads further up ──

let atEnd = true;
let writing = 0;

function quiet() {
  clearTimeout(writing);
  document.querySelector(".typing")?.replaceChildren();
}

document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.matches(".talk")) atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 80;
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.matches(".talk")) {
    if (atEnd) scrollDown(target);
    quiet();
  }
  if (target.matches(".typing")) writing = setTimeout(quiet, 8000);
  if (target.id === "badge") announce(target.firstElementChild);
  restoreDrafts();
});

// ── Title and sound ──

const plainTitle = document.title;
const soundButton = document.getElementById("sound");
let counted = null;
let audio = null;

function announce(badge) {
  if (!badge) return;
  const count = Number(badge.dataset.waiting) + Number(badge.dataset.unanswered);
  document.title = count ? `(${count}) ${plainTitle}` : plainTitle;
  if (counted !== null && count > counted) ring();
  counted = count;
}

function ring() {
  if (localStorage.getItem("desk.sound") !== "on") return;
  audio ||= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.12, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
  tone.frequency.setValueAtTime(880, audio.currentTime);
  tone.frequency.setValueAtTime(1174, audio.currentTime + 0.12);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.4);
}

function showSound() {
  soundButton.setAttribute("aria-pressed", String(localStorage.getItem("desk.sound") === "on"));
}
if (soundButton) {
  soundButton.hidden = false;
  soundButton.addEventListener("click", () => {
    localStorage.setItem("desk.sound", localStorage.getItem("desk.sound") === "on" ? "off" : "on");
    showSound();
    ring();
  });
  showSound();
}

// ── The reply: Enter sends, drafts survive, canned words and clauses go in, the user sees that somebody writes ──

const draftOf = (form) => `desk.draft.${form.dataset.draft}`;
const keyOf = (form) => `desk.key.${form.dataset.draft}`;

// The key goes with the words as they stand: sent again after a lost answer they are said once. Other words, another key.
function renewKey(form) {
  const field = form.elements.key;
  if (!field) return;
  field.value = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");
  sessionStorage.setItem(keyOf(form), field.value);
}

function restoreDrafts() {
  for (const form of document.querySelectorAll("[data-draft]")) {
    const area = form.querySelector("textarea");
    area.value ||= sessionStorage.getItem(draftOf(form)) || "";
    if (form.elements.key) form.elements.key.value = sessionStorage.getItem(keyOf(form)) || form.elements.key.value;
  }
}
restoreDrafts();

let toldTypingAt = 0;
document.addEventListener("input", ({ target }) => {
  const form = target.matches("textarea") && target.closest("[data-draft]");
  if (!form) return;
  sessionStorage.setItem(draftOf(form), target.value);
  renewKey(form);
  if (!form.dataset.typing || Date.now() - toldTypingAt < 3000) return;
  toldTypingAt = Date.now();
  const body = new URLSearchParams({ csrf: form.elements.csrf.value });
  fetch(form.dataset.typing, { method: "POST", body }).catch((error) => console.warn("typing not told:", error));
});

document.addEventListener("keydown", (event) => {
  const form = event.target.matches("textarea") && event.target.closest(".reply");
  if (form && event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    form.requestSubmit();
  }
  if (event.key === "Escape") event.target.closest("details[open]")?.removeAttribute("open");
});

document.addEventListener("click", ({ target }) => {
  const insert = target.closest("[data-insert]");
  const cite = target.closest("[data-cite]");
  if (insert) write(insert, insert.dataset.insert);
  if (cite) attach(cite);
  for (const open of document.querySelectorAll(".drop[open]")) if (insert || cite || !open.contains(target)) open.open = false;
});

function write(button, text) {
  const area = button.closest("form").querySelector("textarea");
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

function attach(button) {
  const form = button.closest("form");
  const place = form.querySelector(".cites");
  const chip = Object.assign(document.createElement("button"), { type: "button", textContent: `${button.dataset.title} ×` });
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "cite", value: button.dataset.cite });
  chip.append(field);
  chip.addEventListener("click", () => { chip.remove(); renewKey(form); });
  place.append(chip);
  renewKey(form);
  form.querySelector("textarea").focus();
}

// ── After sending; and what went wrong ──

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!detail.successful || !target.matches("[data-draft]")) return;
  sessionStorage.removeItem(draftOf(target));
  renewKey(target);
  target.reset();
  target.querySelector(".cites")?.replaceChildren();
});

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
