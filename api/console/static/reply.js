"use strict";
// The reply: Enter sends, drafts survive, canned words and clauses go in, the user sees that somebody writes.

const draftOf = (form) => `desk.draft.${form.dataset.draft}`;
const citesOf = (form) => `desk.cites.${form.dataset.draft}`;
const keyOf = (form) => `desk.key.${form.dataset.draft}`;

// The key goes with the words as they stand: sent again after a lost answer they are said once. Other words, another key.
function renewKey(form) {
  const field = form.elements.key;
  if (!field) return;
  field.value = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");
  sessionStorage.setItem(keyOf(form), field.value);
}

function keep(form) {
  const place = form.querySelector(".cites");
  sessionStorage.setItem(draftOf(form), form.querySelector("textarea").value);
  if (place) sessionStorage.setItem(citesOf(form), JSON.stringify(Array.from(place.children, (chip) => ({ ...chip.dataset }))));
  renewKey(form);
}

function restoreDrafts() {
  for (const form of document.querySelectorAll("[data-draft]")) {
    const area = form.querySelector("textarea");
    const place = form.querySelector(".cites:empty");
    area.value ||= sessionStorage.getItem(draftOf(form)) || "";
    if (place) place.append(...JSON.parse(sessionStorage.getItem(citesOf(form)) || "[]").map(chipOf));
    if (form.elements.key) form.elements.key.value = sessionStorage.getItem(keyOf(form)) || form.elements.key.value;
  }
}
restoreDrafts();
document.addEventListener("htmx:afterSwap", restoreDrafts);

let toldTypingAt = 0;
document.addEventListener("input", ({ target }) => {
  const form = target.matches("textarea") && target.closest("[data-draft]");
  if (!form) return;
  keep(form);
  if (!form.dataset.typing || Date.now() - toldTypingAt < 3000) return;
  toldTypingAt = Date.now();
  const body = new URLSearchParams({ csrf: form.elements.csrf.value });
  fetch(form.dataset.typing, { method: "POST", body }).catch((error) => console.warn("typing not told:", error));
});

document.addEventListener("keydown", (event) => {
  const form = event.target.matches("textarea") && event.target.closest(".reply");
  const enters = event.key === "Enter" && !event.isComposing && event.keyCode !== 229;
  if (form && enters && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
  // The search stands in the reply's form; Enter in it must not send half a reply.
  if (enters && event.target.matches(".reply input")) event.preventDefault();
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

function chipOf({ clause, title }) {
  const chip = Object.assign(document.createElement("button"), { type: "button", textContent: `${title} ×` });
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "cite", value: clause });
  Object.assign(chip.dataset, { clause, title });
  chip.append(field);
  chip.addEventListener("click", () => {
    const form = chip.closest("form");
    chip.remove();
    keep(form);
  });
  return chip;
}

function attach(button) {
  const form = button.closest("form");
  form.querySelector(".cites").append(chipOf({ clause: button.dataset.cite, title: button.dataset.title }));
  keep(form);
  form.querySelector("textarea").focus();
}

// ── After sending: what was sent goes, what was written meanwhile stays ──

document.addEventListener("htmx:beforeSend", ({ target, detail }) => {
  if (!target.matches("[data-draft]")) return;
  const clauses = Array.from(target.querySelectorAll(".cites > *"), (chip) => chip.dataset.clause);
  detail.xhr.sent = { draft: target.dataset.draft, text: target.querySelector("textarea").value, clauses };
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const sent = detail.successful && detail.xhr.sent;
  // By its name: the form may have been exchanged for a fresh one while the words were on their way.
  const form = sent && document.querySelector(`[data-draft="${sent.draft}"]`);
  if (!form) return;
  const area = form.querySelector("textarea");
  if (area.value.startsWith(sent.text)) area.value = area.value.slice(sent.text.length).trimStart();
  for (const chip of form.querySelectorAll(".cites > *")) if (sent.clauses.includes(chip.dataset.clause)) chip.remove();
  keep(form);
});
