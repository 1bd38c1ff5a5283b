// Keys. Everything they do can be done by hand on the page: each is a click on what bears the key.
"use strict";
(() => {
  const dialog = document.getElementById("keys");
  const off = document.getElementById("keys-off");
  const button = document.getElementById("keys-button");
  if (!dialog) return;
  const places = { d: "/", r: "/review", m: "/map" };
  let going = 0;
  let sent = false;

  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  off.checked = localStorage.getItem("rashomon-keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("rashomon-keys", off.checked ? "off" : "on"));

  // Two keys in a hurry are one decision.
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    setTimeout(() => { sent = false; }, 4000);
  });

  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter((r) => r.offsetParent !== null);
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) next.focus();
  };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off.checked) return;
    if (at.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    if (dialog.open) return;
    // A key that presses what has the focus stays with it.
    if (event.key === " " && at.closest("button, summary, a")) return;
    if (going && Date.now() - going < 1500 && places[event.key]) {
      location.assign(places[event.key]);
      return;
    }
    going = 0;
    if (event.key === "/") {
      document.getElementById("q").focus();
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "g") {
      going = Date.now();
    } else {
      const bearer = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!bearer) return;
      bearer.click();
      if (event.key === "e") document.querySelector("#edit select, #edit input:not([type=hidden])").focus();
    }
    event.preventDefault();
  });
})();
