// What pages do more with JavaScript: layers go on and off at once, a mark tells what it is, keys move among rows.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const factsOf = (mark) => mark.dataset.facts.split(" ");

function light(name) {
  for (const mark of all(".mark")) mark.classList.toggle("lit", factsOf(mark).includes(name));
  for (const card of all(".card")) card.classList.toggle("lit", card.dataset.fact === name);
}

function show(element, block = "center") {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block, behavior: still ? "auto" : "smooth" });
}

// Layers: the colour of a mark is that of the first of its facts whose layer is on.
function layers(form) {
  const of = new Map(all(".card").map((card) => [card.dataset.fact, card.closest("[data-layer]").dataset.layer]));
  const missing = all("input[name=layer]", form).some((box) => !all(`[data-layer="${box.value}"]`).length);
  form.addEventListener("change", () => {
    if (missing) { form.submit(); return; } // the server left layers out: ask it for them
    const on = new Set(all("input[name=layer]:checked", form).map((box) => box.value));
    for (const part of all("[data-layer]")) part.hidden = !on.has(part.dataset.layer);
    for (const mark of all(".mark")) {
      const kept = factsOf(mark).find((name) => on.has(of.get(name)));
      mark.className = mark.className.replace(/\bl-\w+/, `l-${of.get(kept ?? factsOf(mark)[0])}`);
      mark.classList.toggle("off", !kept);
      mark.tabIndex = kept ? 0 : -1;
      mark.setAttribute("href", `#f-${kept ?? factsOf(mark)[0]}`);
    }
  });
  form.querySelector("button").hidden = !missing;
}

function reader() {
  const hint = document.createElement("div");
  hint.className = "hint";
  hint.hidden = true;
  document.body.append(hint);
  const tell = (mark) => {
    mark.dataset.title ||= mark.title;
    mark.removeAttribute("title");
    hint.textContent = mark.dataset.title;
    const box = mark.getClientRects()[0];
    hint.hidden = false;
    const left = Math.min(box.left, document.documentElement.clientWidth - hint.offsetWidth - 8);
    hint.style.setProperty("left", `${Math.max(8, left) + scrollX}px`);
    hint.style.setProperty("top", `${box.top + scrollY - hint.offsetHeight - 6}px`);
  };
  for (const mark of all(".mark")) {
    for (const event of ["mouseenter", "focus"]) mark.addEventListener(event, () => tell(mark));
    for (const event of ["mouseleave", "blur"]) mark.addEventListener(event, () => { hint.hidden = true; });
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const name = mark.getAttribute("href").slice(3);
      const card = document.getElementById(`f-${name}`);
      light(name);
      show(card, "nearest");
      card.focus({ preventScroll: true });
    });
  }
  for (const card of all(".card")) {
    card.querySelector(".proof").addEventListener("click", (event) => {
      const mark = all(".mark").find((one) => factsOf(one).includes(card.dataset.fact));
      if (!mark || mark.classList.contains("off")) return;
      event.preventDefault();
      light(card.dataset.fact);
      show(mark);
      mark.focus({ preventScroll: true });
      history.replaceState(null, "", event.currentTarget.href);
    });
  }
}

// j and k go to the next and the former row or fact, Enter to its page, / to the search or the first filter.
function keys() {
  const stops = all(".row, .card");
  for (const stop of stops) stop.tabIndex = -1;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) { // the same key of a Russian layout
      const field = document.querySelector("input[type=search], .filters input");
      event.preventDefault();
      if (field) field.focus(); else location.assign("/search");
    } else if (event.key === "Enter" && stops.includes(document.activeElement)) {
      const row = document.activeElement;
      (row.querySelector(".proof") ?? row.querySelector(".lead a"))?.click();
    } else if ((event.code === "KeyJ" || event.code === "KeyK") && stops.length) {
      const open = stops.filter((stop) => stop.checkVisibility()); // not what is folded
      const at = open.findIndex((stop) => stop.contains(document.activeElement));
      const next = open[event.code === "KeyJ" ? Math.min(at + 1, open.length - 1) : Math.max(at - 1, 0)];
      next.focus({ preventScroll: true });
      show(next, "nearest");
    }
  });
}

// Pictures answer to the pointer when they are asked to: the script that draws them is large.
function charts(pictures) {
  let script;
  const loaded = () => script ||= new Promise((done, failed) => {
    const element = document.createElement("script");
    Object.assign(element, { src: "/pictures/charts.js", onload: done, onerror: failed });
    document.head.append(element);
  });
  for (const picture of pictures) {
    const button = document.createElement("button");
    button.textContent = picture.dataset.live;
    button.className = "live";
    button.addEventListener("click", async () => {
      button.disabled = true;
      await loaded();
      const image = picture.querySelector("img");
      const drawn = new URL(image.currentSrc || image.src); // in the look that this window has
      drawn.pathname = drawn.pathname.replace(/\.svg$/, ".vl.json");
      const spec = await (await fetch(drawn)).json();
      // The interpreter (ast) takes no code from the page, so no rule of its security policy is bent.
      await vegaEmbed(picture, spec, { mode: "vega-lite", ast: true, actions: false, defaultStyle: false, tooltip: { disableDefaultStyle: true } });
      button.remove();
    });
    picture.after(button);
  }
}

const form = document.querySelector("[data-layers]");
if (form) { layers(form); reader(); }
charts(all("[data-live]"));
keys();
