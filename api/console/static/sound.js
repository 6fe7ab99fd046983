"use strict";
// What tells of news on a page that nobody looks at: the title counts, and a tone rings where it is turned on.

const plainTitle = document.title;
const soundButton = document.getElementById("sound");
const soundIsOn = () => localStorage.getItem("desk.sound") === "on";
let told = null;
let audio = null;

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "badge" && target.firstElementChild) announce(target.firstElementChild.dataset);
});

function announce({ waiting, unanswered, spoken }) {
  const now = { count: Number(waiting) + Number(unanswered), spoken: Number(spoken) };
  document.title = now.count ? `(${now.count}) ${plainTitle}` : plainTitle;
  // Whoever has not been answered yet and writes once more changes no count.
  if (told !== null && (now.count > told.count || now.spoken > told.spoken)) ring();
  told = now;
}

// Browsers let a page sound only after somebody has touched it, and what was made before stays silent.
function wake() {
  if (!soundIsOn()) return;
  audio ||= new AudioContext();
  audio.resume().catch((error) => console.warn("no sound:", error));
}
for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, wake, { capture: true });

function ring() {
  if (!soundIsOn()) return;
  wake();
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

if (soundButton) {
  const show = () => soundButton.setAttribute("aria-pressed", String(soundIsOn()));
  soundButton.hidden = false;
  soundButton.addEventListener("click", () => {
    localStorage.setItem("desk.sound", soundIsOn() ? "off" : "on");
    show();
    ring();
  });
  show();
}
