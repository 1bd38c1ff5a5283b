// A map that can be moved in place of the drawing, and days picked by dragging. All that is shown stands in the page.
"use strict";
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const numbers = (text) => text.split(",").map(Number);

  // The address is the view: a filter is a new address. Where the map was left stands behind its #.
  const go = (changes) => {
    const to = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) to.searchParams.set(name, value);
      else to.searchParams.delete(name);
    }
    to.searchParams.delete("page");
    location.assign(to);
  };

  const make = (tag, name, ...inside) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  };

  const drawMap = (box) => {
    const order = box.dataset.order.split(",");
    const signs = new Map(order.map((s) => [s, document.querySelector(`#signs [data-status="${s}"] svg`)]));
    const spots = [...document.querySelectorAll("#places tr[data-circle]")].map((row) => {
      const [lat, lon, km] = numbers(row.dataset.circle);
      const [name, precise, matters, told] = [...row.cells].map((cell) => cell.textContent);
      const counts = numbers(row.dataset.statuses);
      const status = order[counts.findIndex((n) => n > 0)];
      const count = counts.reduce((a, b) => a + b, 0);
      const chosen = row.hasAttribute("aria-current");
      const circles = numbers(row.dataset.circles);
      return { lat, lon, km, circles, name, precise, matters, told, status, count, chosen, href: row.querySelector("a").href };
    });

    box.hidden = false;
    document.getElementById("map-drawn").hidden = true;
    const map = L.map(box, {
      attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 13, zoomSnap: 0.5, scrollWheelZoom: false,
      maxBounds: [[-89, -230], [89, 230]], zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
      inertia: !still, renderer: L.svg({ padding: 0.4 }),
    });
    if (still) map.panBy = (by, options) => L.Map.prototype.panBy.call(map, by, { ...options, animate: false });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    // The wheel scrolls the page until somebody is at work on the map.
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());

    const start = location.hash.match(/^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/);
    const chosen = spots.find((s) => s.chosen);
    if (start) map.setView([+start[2], +start[3]], +start[1], { animate: false });
    else {
      const [west, south, east, north] = numbers(box.dataset.box || box.dataset.fit);
      map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { maxZoom: 9, padding: [16, 16], animate: false });
    }

    drawLand(map);
    if (box.dataset.box) {
      const [west, south, east, north] = numbers(box.dataset.box);
      L.rectangle([[south, west], [north, east < west ? east + 360 : east]], { className: "box", interactive: false }).addTo(map);
    }
    drawSpots(map, spots, signs, box.dataset.comma);
    if (chosen && !map.getBounds().contains([chosen.lat, chosen.lon])) map.panTo([chosen.lat, chosen.lon], { animate: false });

    // On paper the same view, as wide as the paper: a map keeps the size that it was drawn in, and loses its east there.
    let seen;
    window.addEventListener("beforeprint", () => {
      seen = map.getBounds();
      box.classList.add("printing");
      map.invalidateSize({ animate: false });
      map.fitBounds(seen, { animate: false });
    });
    window.addEventListener("afterprint", () => {
      box.classList.remove("printing");
      map.invalidateSize({ animate: false });
      map.fitBounds(seen, { animate: false });
    });
    map.on("moveend", () => {
      const at = map.getCenter();
      const digits = Math.max(1, Math.ceil(map.getZoom() / 3));
      history.replaceState(history.state, "", `#map=${map.getZoom()}/${at.lat.toFixed(digits)}/${at.lng.toFixed(digits)}`);
    });
    const button = document.getElementById("in-view");
    button.hidden = false;
    button.addEventListener("click", () => {
      const seen = map.getBounds();
      const turned = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
      const whole = seen.getEast() - seen.getWest() >= 360;
      const edges = [turned(seen.getWest()), Math.max(-90, seen.getSouth()), turned(seen.getEast()), Math.min(90, seen.getNorth())];
      go({ bbox: whole ? "" : edges.map((n) => +n.toFixed(3)).join(",") });
    });
    return map;
  };

  const drawLand = (map) => {
    const points = (steps) => {
      const found = [];
      for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
        x += steps[i];
        y += steps[i + 1];
        found.push([y / 100, x / 100]);
      }
      return found;
    };
    const rings = rashomonLand.flatMap(([, , of]) => of.map(points));
    L.polygon(rings, { className: "land", interactive: false }).addTo(map);
    // Places of a made-up world lie in no sea that is worth showing.
    const seen = map.getBounds();
    map.getContainer().classList.toggle("bare", !rings.some((ring) => seen.intersects(L.latLngBounds(ring))));
    const pane = map.createPane("names");
    pane.style.zIndex = 410;
    pane.setAttribute("aria-hidden", "true");
    const names = rashomonLand.map(([name, [lon, lat, wide]]) => {
      const icon = L.divIcon({ className: "country-name", iconSize: null, html: make("span", "", name) });
      return { wide, long: name.length * 11, marker: L.marker([lat, lon], { icon, pane: "names", interactive: false, keyboard: false }) };
    });
    const choose = () => {
      const degree = (256 * 2 ** map.getZoom()) / 360;
      for (const { wide, long, marker } of names) {
        if (wide * degree > long * 1.3) marker.addTo(map);
        else marker.remove();
      }
    };
    map.on("zoomend", choose);
    choose();
  };

  // The mark of a place never points: on a circle that is larger than the mark, it sits on the rim.
  const drawSpots = (map, spots, signs, comma) => {
    for (const spot of [...spots].sort((a, b) => b.km - a.km)) {
      const style = `reach ${spot.status}${spot.km >= 20 ? " wide" : ""}${spot.chosen ? " chosen" : ""}`;
      const circle = L.circle([spot.lat, spot.lon], { radius: spot.km * 1000, className: style }).addTo(map);
      circle.on("click", () => open(spot));
      // Of the place that is open, how far the vaguest of its matters may lie.
      for (const km of spot.chosen ? spot.circles.filter((km) => km > spot.km) : []) {
        L.circle([spot.lat, spot.lon], { radius: km * 1000, className: "further", interactive: false }).addTo(map);
      }
    }
    for (const spot of spots) {
      const name = make("span", "name", spot.name);
      name.dir = "auto";
      const mark = make("span", "mark-of", signs.get(spot.status).cloneNode(true), make("b", "", spot.count.toLocaleString("en")), name);
      const icon = L.divIcon({ className: `spot${spot.chosen ? " chosen" : ""}${spot.km >= 20 ? " wide" : ""}`, iconSize: null, html: mark });
      spot.marker = L.marker([spot.lat, spot.lon], { icon, riseOnHover: true }).addTo(map);
      spot.marker.on("click", () => open(spot));
      const tip = make("span", "tip", make("b", "", spot.name), spot.precise, make("br"), `${spot.matters}: ${spot.told}`);
      tip.dir = document.dir;
      spot.marker.bindTooltip(tip, { direction: "top", offset: [0, -12] });
      const element = spot.marker.getElement();
      element.setAttribute("role", "link");
      element.setAttribute("aria-label", `${spot.name}${comma}${spot.precise}. ${spot.matters}: ${spot.told}`);
      element.addEventListener("keydown", (event) => {
        if (event.key === "Enter") open(spot);
      });
      Object.assign(spot, { element, mark, label: name });
    }
    for (const spot of spots) Object.assign(spot, { width: spot.mark.offsetWidth });
    const first = [...spots].sort((a, b) => b.chosen - a.chosen || b.count - a.count);

    const lay = () => {
      const taken = [];
      const free = (at) => !taken.some((t) => at[0] < t[2] && t[0] < at[2] && at[1] < t[3] && t[1] < at[3]);
      for (const spot of first) {
        const middle = map.latLngToLayerPoint([spot.lat, spot.lon]);
        const rim = map.latLngToLayerPoint([spot.lat + spot.km / 111.32, spot.lon]);
        const on = middle.y - rim.y > 14 ? rim : middle;
        spot.marker.setLatLng(on === rim ? [spot.lat + spot.km / 111.32, spot.lon] : [spot.lat, spot.lon]);
        const at = [on.x - spot.width / 2, on.y - 12, on.x + spot.width / 2, on.y + 12];
        const whole = spot.chosen || free(at);
        const words = [at[2], on.y - 8, at[2] + 8 + spot.name.length * 7, on.y + 8];
        const named = whole && free(words);
        if (whole) taken.push(at);
        if (named) taken.push(words);
        spot.element.classList.toggle("small", !whole);
        spot.element.classList.toggle("named", named);
        spot.marker.setZIndexOffset(whole ? 1000 : 0);
      }
    };
    // Only marks that can be seen are stops of the Tab key; the table has them all.
    const reach = () => {
      const seen = map.getBounds();
      for (const spot of spots) {
        const there = seen.contains(spot.marker.getLatLng()) && !spot.element.classList.contains("small");
        spot.element.tabIndex = there ? 0 : -1;
      }
    };
    map.on("zoomend", lay);
    map.on("moveend", reach);
    lay();
    reach();
  };

  const open = (spot) => {
    const to = new URL(spot.href);
    to.hash = location.hash.startsWith("#map=") ? location.hash : "";
    location.assign(to);
  };

  const brush = (strip) => {
    const day = 86_400_000;
    const first = Date.parse(strip.dataset.first);
    const days = Number(strip.dataset.days);
    const left = Number(strip.dataset.left);
    const room = Number(strip.dataset.room);
    const starts = numbers(strip.dataset.starts);
    const { width, height } = strip.viewBox.baseVal;
    const inputs = ["from", "to"].map((name) => document.getElementById(`strip-${name}`));
    const mirrored = document.dir === "rtl";
    const was = inputs.map((input) => input.value);
    const iso = (n) => new Date(first + n * day).toISOString().slice(0, 10);
    const barAt = (event) => {
      const seen = strip.getBoundingClientRect();
      const x = ((mirrored ? seen.right - event.clientX : event.clientX - seen.left) * width) / seen.width;
      const n = Math.min(days - 1, Math.max(0, ((x - left) / room) * days));
      return starts.findLastIndex((s) => s <= n);
    };
    const after = (bar) => starts[bar + 1] ?? days;
    let from = null;
    let shade = null;

    const shown = (to) => {
      const [a, b] = [Math.min(from, to), Math.max(from, to)];
      const x = (n) => left + (room * n) / days;
      shade.setAttribute("x", x(starts[a]));
      shade.setAttribute("width", x(after(b)) - x(starts[a]));
      [inputs[0].value, inputs[1].value] = [iso(starts[a]), iso(after(b) - 1)];
    };
    const stop = () => {
      shade?.remove();
      [from, shade] = [null, null];
    };
    strip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      strip.setPointerCapture(event.pointerId);
      shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shade.setAttribute("class", "brush");
      shade.setAttribute("y", 24);
      shade.setAttribute("height", height - 30);
      strip.append(shade);
      from = barAt(event);
      shown(from);
    });
    strip.addEventListener("pointermove", (event) => {
      if (from !== null) shown(barAt(event));
    });
    strip.addEventListener("pointerup", (event) => {
      if (from === null) return;
      shown(barAt(event));
      stop();
      go({ from: inputs[0].value, to: inputs[1].value });
    });
    const give_up = () => {
      if (from === null) return;
      stop();
      [inputs[0].value, inputs[1].value] = was;
    };
    strip.addEventListener("pointercancel", give_up);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") give_up();
    });
  };

  document.documentElement.classList.add("scripted");
  for (const told of document.querySelectorAll(".if-script")) told.hidden = false;
  const box = document.getElementById("map");
  if (box && typeof L === "object" && typeof rashomonLand === "object") drawMap(box);
  for (const strip of document.querySelectorAll("svg.days")) brush(strip);
  const opened = document.getElementById("at");
  if (opened) opened.focus({ preventScroll: true });
})();
