"use strict";
// What htmx cannot say in markup: scrolling, sound and title, what went wrong. The pages work without it.

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
