"use strict";
// What may take long shows how far it is: a file on its way up, a table that is put together, a page that is worked out.

const busyBar = document.getElementById("busy"); // the sign-in page has none

/** `share` of the whole, or null when nobody knows. */
function busy(share) {
  busyBar.hidden = false;
  if (share === null) busyBar.removeAttribute("value");
  else busyBar.value = share;
}
function idle() {
  if (busyBar) busyBar.hidden = true;
}
window.addEventListener("pageshow", idle);

const reasonIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[role=alert]")?.textContent;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!busyBar || event.defaultPrevented || form.matches("[hx-post]")) return;
  const work = form.enctype === "multipart/form-data" ? upload : form.matches("[data-download]") ? download : null;
  if (!work) return busy(null);
  event.preventDefault();
  work(form);
});

function upload(form) {
  const request = new XMLHttpRequest();
  const [button, told] = [form.querySelector("button"), form.querySelector("[role=status]")];
  const failed = (reason) => {
    idle();
    button.disabled = false;
    told.textContent = "";
    complain(reason || toast.dataset.failed);
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    busy(loaded / total);
    told.textContent = `${told.dataset.doing} ${Math.round((100 * loaded) / total)}%`;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) location.assign(request.responseURL);
    else failed(reasonIn(request.responseText));
  });
  request.addEventListener("error", () => failed(toast.dataset.offline));
  button.disabled = true;
  request.open("POST", form.action);
  request.send(new FormData(form));
}

async function download(form) {
  const fields = new URLSearchParams(new FormData(form));
  const posts = form.method === "post";
  busy(null);
  try {
    const answer = await fetch(posts ? form.action : `${form.action}?${fields}`, posts ? { method: "POST", body: fields } : {});
    // Whoever is signed out is sent to the sign-in page, and that is no table.
    if (answer.ok && !answer.redirected) save(await answer.blob(), answer.headers.get("Content-Disposition"));
    else complain(reasonIn(await answer.text()) || toast.dataset.failed);
  } catch (error) {
    console.warn("not downloaded:", error);
    complain(toast.dataset.offline);
  }
  idle();
}

function save(content, disposition) {
  const link = document.createElement("a");
  link.download = /filename="([^"]+)"/.exec(disposition || "")?.[1] || "";
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
