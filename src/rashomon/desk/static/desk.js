// Keys. Everything they do can be done by hand on the page: each is a click on what bears the key.
"use strict";
(() => {
  const dialog = document.getElementById("keys");
  const off = document.getElementById("keys-off");
  const button = document.getElementById("keys-button");
  if (!dialog) return;
  const places = { d: "/", r: "/review", w: "/who", m: "/map", t: "/mine" };
  let going = 0;
  let sent = false;

  // What the desk drew, as nodes: no script in it would run.
  const drawnFrom = (text) => new DOMParser().parseFromString(text, "text/html").body.childNodes;

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

  // Who decides is written once: it stands in all forms of the page, and in those of the pages that follow in this tab.
  const names = [...document.querySelectorAll('input[name="by"]:not([readonly])')]; // who is signed in is written by the desk
  const known = sessionStorage.getItem("rashomon-by");
  if (known) for (const field of names) field.value = known;
  for (const field of names) {
    field.addEventListener("input", () => {
      sessionStorage.setItem("rashomon-by", field.value);
      for (const other of names) other.value = field.value;
    });
  }

  // A quotation can be copied with all that finds it again.
  if (navigator.clipboard) {
    for (const quote of document.querySelectorAll("[data-cite]")) {
      const copy = document.createElement("button");
      copy.type = "button";
      copy.className = "plain copy";
      copy.textContent = document.body.dataset.copy;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(quote.dataset.cite);
        copy.textContent = document.body.dataset.copied;
      });
      quote.querySelector("figcaption").append(" ", copy);
    }
  }

  // On a report: words that are selected become those of a claim. Where they stand is told as code points before them;
  // the server finds the words nearest to there, so that it need not be exact.
  const take = document.getElementById("take");
  if (take) {
    const text = document.querySelector(".text");
    let words = "";
    let near = 0;
    document.getElementById("select-tip").hidden = false;
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      const inside = selection.rangeCount && !selection.isCollapsed && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
      take.hidden = !inside || !selection.toString().trim();
      if (take.hidden) return;
      words = selection.toString();
      const before = document.createRange();
      before.setStart(text, 0);
      before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
      near = [...before.toString()].length;
    });
    take.addEventListener("mousedown", (event) => event.preventDefault());
    take.addEventListener("click", () => {
      const form = document.getElementById("find");
      if (!words.trim()) return;
      form.elements.words.value = words.slice(0, 2000);
      form.elements.near.value = near;
      form.requestSubmit();
    });
  }

  // Adding: files may be dropped anywhere on the page, and how far it is is looked at again while something is read.
  const files = document.getElementById("files");
  if (files) {
    const chosen = document.getElementById("chosen");
    const told = () => { if (files.files.length) chosen.textContent = [...files.files].map((f) => f.name).join(" · "); };
    files.addEventListener("change", told);
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    for (const end of ["dragleave", "drop"]) document.addEventListener(end, () => document.body.classList.remove("dropping"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      files.files = event.dataTransfer.files;
      told();
    });
  }
  const again = document.querySelector("[data-again]");
  if (again) setTimeout(() => { if (!dialog.open) location.reload(); }, Number(again.dataset.again));

  // Rows are chosen with x, up to a row with Shift and x (or Shift and a click), and ruled on in one form.
  const boxes = [...document.querySelectorAll("[data-pick]")];
  const bulk = document.getElementById("bulk");
  let lastBox = -1;
  const tell = () => {
    const n = boxes.filter((box) => box.checked).length;
    document.getElementById("picked").textContent = n;
    bulk.classList.toggle("some", n > 0);
  };
  const choose = (box, range) => {
    const at = boxes.indexOf(box);
    if (range && lastBox >= 0) {
      for (const other of boxes.slice(Math.min(at, lastBox), Math.max(at, lastBox) + 1)) other.checked = box.checked;
    }
    lastBox = at;
    tell();
  };
  if (bulk && boxes.length) {
    document.getElementById("chosen-now").hidden = false;
    for (const box of boxes) box.addEventListener("click", (event) => choose(box, event.shiftKey));
    for (const [id, on] of [["pick-all", true], ["pick-none", false]]) {
      document.getElementById(id).addEventListener("click", () => {
        for (const box of boxes) box.checked = on;
        tell();
      });
    }
    tell();
  }
  const boxHere = () => document.activeElement.closest("tr, .claim")?.querySelector("[data-pick]");

  // A name is looked for while it is typed. What is sent is the value of the choice; what was typed, where none was made.
  const pause = 180;
  // Pixels from a place on the map within which a click is meant for it, and how much farther the next has to be.
  const NEAR = 36;
  const APART = 10;
  const choosers = [...document.querySelectorAll("[data-choose]")];
  choosers.forEach((field, nth) => {
    const list = document.createElement("ul");
    const value = document.createElement("input");
    let waiting = 0;
    let asked = 0;
    let at = -1;
    value.type = "hidden";
    value.name = field.name;
    value.value = field.value;
    field.removeAttribute("name");
    list.id = `choices-${nth}`;
    list.className = "choices";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0]?.firstChild.textContent.trim() ?? "");
    list.hidden = true;
    // Where the choices lie, under their numbers. The list says the same in words.
    const drawn = document.createElement("div");
    drawn.className = "choices-map";
    drawn.hidden = true;
    drawn.setAttribute("aria-hidden", "true");
    drawn.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const number = parseInt(event.target.closest("text.place")?.textContent, 10);
      if (options()[number - 1]) return take(options()[number - 1].choice);
      const map = drawn.querySelector("svg").getBoundingClientRect();
      const away = ({ spot }) => Math.hypot(map.left + spot[0] * map.width - event.clientX, map.top + spot[1] * map.height - event.clientY);
      const [nearest, next] = options().map((o) => o.choice).filter((c) => c.spot).sort((a, b) => away(a) - away(b));
      if (!nearest || away(nearest) > NEAR || (next && away(next) - away(nearest) < APART)) return; // which is meant is open
      take(nearest);
    });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    (field.closest("label") ?? field).after(list, drawn);
    field.after(value);
    const options = () => [...list.children];
    // What is no name of the gazetteer could not be sent: where but one place begins so, Enter takes it.
    const sure = () => field.dataset.choose === "/pick/places" && options().length === 1;
    const close = () => {
      list.hidden = drawn.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const mark = (to) => {
      at = (to + options().length) % options().length;
      options().forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      field.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    };
    const take = (choice) => {
      field.value = choice.name;
      value.value = choice.value;
      const camps = choice.camp && field.form.elements[`field-${field.dataset.camp}`];
      if (camps && [...camps.options].some((o) => o.value === choice.camp)) camps.value = choice.camp;
      close();
    };
    const look = async () => {
      const mine = ++asked;
      const answer = await fetch(`${field.dataset.choose}?q=${encodeURIComponent(field.value)}`);
      if (!answer.ok || mine !== asked || document.activeElement !== field) return;
      const { found, drawing } = await answer.json();
      list.replaceChildren(...found.map((choice, n) => {
        const option = document.createElement("li");
        const name = document.createElement("bdi");
        const about = document.createElement("bdi");
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        name.textContent = choice.name;
        about.textContent = choice.about;
        about.className = "soft";
        if (drawing) option.append(Object.assign(document.createElement("b"), { className: "nth", textContent: `${n + 1} ` }));
        option.append(name, " ", about);
        if (choice.claims) option.append(Object.assign(document.createElement("span"), { className: "n", textContent: choice.claims }));
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(choice);
        });
        option.choice = choice;
        return option;
      }));
      list.hidden = !found.length;
      drawn.replaceChildren(...drawnFrom(drawing || ""));
      drawn.hidden = !found.length || !drawing;
      field.setAttribute("aria-expanded", String(!list.hidden));
      at = -1;
      field.removeAttribute("aria-activedescendant");
    };
    field.addEventListener("input", () => {
      value.value = field.value;
      clearTimeout(waiting);
      waiting = setTimeout(look, pause);
    });
    field.addEventListener("blur", () => { asked++; clearTimeout(waiting); close(); });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(at < 0 ? (event.key === "ArrowDown" ? 0 : -1) : at + (event.key === "ArrowDown" ? 1 : -1));
      else if (event.key === "Enter" && (at >= 0 || sure())) take(options()[Math.max(at, 0)].choice);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  });

  // A day is moved along: what is said of it is asked for, and put in the place of what was said of the other.
  const along = document.getElementById("along");
  if (along) {
    const on = document.getElementById("on");
    const first = Date.parse(along.dataset.first);
    let waiting = 0;
    let asked = 0;
    along.parentElement.hidden = false;
    const look = async () => {
      const mine = ++asked;
      const answer = await fetch(`/control?part=1&on=${on.value}`);
      if (!answer.ok || mine !== asked) return;
      const folded = document.querySelector(".on-rows")?.open === false;
      document.getElementById("on-day").replaceChildren(...drawnFrom(await answer.text()));
      if (folded) document.querySelector(".on-rows")?.removeAttribute("open");
      history.replaceState(history.state, "", `/control?on=${on.value}`);
    };
    along.addEventListener("input", () => {
      on.value = new Date(first + along.value * 86_400_000).toISOString().slice(0, 10);
      along.setAttribute("aria-valuetext", on.value);
      clearTimeout(waiting);
      waiting = setTimeout(look, 120);
    });
    on.addEventListener("change", () => {
      if (!on.value) return;
      along.value = Math.round((Date.parse(on.value) - first) / 86_400_000);
      along.setAttribute("aria-valuetext", on.value);
      look();
    });
  }

  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter((r) => r.offsetParent !== null);
    const here = document.activeElement.closest("tr, .claim")?.querySelector("[data-row]") ?? document.activeElement;
    const at = rows.indexOf(here);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) next.focus();
  };

  const begin = (fold) => {
    const first = fold.querySelector("select, input:not([type=hidden])");
    first.focus();
    first.select?.(); // what is typed takes the place of what stood there, as after Tab
  };
  const asked = location.hash === "#edit" && document.getElementById("edit");
  if (asked) {
    asked.open = true;
    addEventListener("load", () => setTimeout(() => begin(asked))); // after the browser went to the part of the page itself
  }

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    // A key that is held presses nothing again: ten claims would be ruled on unseen. A list may be run through.
    if (event.repeat && event.key !== "j" && event.key !== "k") {
      if (!at.closest("input, textarea, select, [contenteditable]") && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off.checked) return;
    if (at.closest("input:not([data-pick]), textarea, select, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      // Enter presses nothing where there are several buttons: it says so, else one waits for what does not come.
      if (event.key === "Enter" && at.matches("input") && at.form?.querySelector("button")?.matches("[disabled][hidden]")) {
        at.setCustomValidity(document.body.dataset.enter);
        at.reportValidity();
        for (const end of ["input", "blur"]) at.addEventListener(end, () => at.setCustomValidity(""), { once: true });
      }
      return;
    }
    if (dialog.open) return;
    // A key that presses what has the focus stays with it.
    if (event.key === " " && at.closest("button, summary, a, input")) return;
    if (going && Date.now() - going < 1500 && places[event.key]) {
      location.assign(places[event.key]);
      return;
    }
    going = 0;
    if (event.key === "/") {
      document.getElementById("q").focus();
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if ((event.key === "x" || event.key === "X") && boxes.length) {
      const box = boxHere();
      if (!box) return;
      box.checked = !box.checked;
      choose(box, event.shiftKey);
    } else if (event.key === "e" && at.closest("[data-edit] tr")) {
      location.assign(`${at.closest("tr").querySelector("[data-row]").href}#edit`);
    } else if (event.key === "g") {
      going = Date.now();
    } else {
      const bearer = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!bearer) return;
      bearer.click();
      if (bearer.tagName === "SUMMARY" && bearer.parentElement.open) begin(bearer.parentElement);
    }
    event.preventDefault();
  });
})();
