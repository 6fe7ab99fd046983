"use strict";
// Keeps a marked part of the page fresh, and scrolls a talk to its end. The page works without it.
const scrollDown = (element) => { element.scrollTop = element.scrollHeight; };

for (const talk of document.querySelectorAll(".talk")) scrollDown(talk);

for (const element of document.querySelectorAll("[data-refresh]")) {
  let shown = element.innerHTML;
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(element.dataset.refresh, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const fresh = await answer.text();
    if (fresh === shown) return;
    shown = fresh;
    element.innerHTML = fresh;
    scrollDown(element);
  }, 3000);
}
