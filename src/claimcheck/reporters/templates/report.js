(function () {
"use strict";
var forms = document.querySelectorAll("form[data-list]");
function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

function filter(form) {
  var list = document.getElementById(form.dataset.list);
  if (!list) { return; }
  var items = all(list, "[data-item]"), output = form.querySelector("output"), texts = null;
  function matches(item, index, wanted) {
    return Object.keys(wanted).every(function (name) {
      if (name === "text") { return texts[index].includes(wanted.text); }
      return (" " + (item.getAttribute("data-" + name) || "") + " ").includes(" " + wanted[name] + " ");
    });
  }
  function run() {
    var wanted = {}, shown = 0;
    all(form, "input, select").forEach(function (control) {
      var value = control.name === "text" ? control.value.trim().toLowerCase() : control.value;
      if (value) { wanted[control.name] = value; }
    });
    if (wanted.text && !texts) { texts = items.map(function (item) { return item.textContent.toLowerCase(); }); }
    items.forEach(function (item, index) {
      var fits = matches(item, index, wanted);
      if (fits) { shown += 1; }
      if (item.hidden === fits) { item.hidden = !fits; }
    });
    list.classList.toggle("filtered", shown < items.length);
    if (wanted.state) { list.dataset.only = wanted.state; } else { delete list.dataset.only; }
    output.textContent = shown.toLocaleString("en") + " of " + items.length.toLocaleString("en") + " shown";
  }
  var waiting;
  form.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(run, 60); });
  form.addEventListener("reset", function () { clearTimeout(waiting); setTimeout(run, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
  form.hidden = false;
  run();
}
forms.forEach(filter);

function reveal() {
  var target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
  if (!target) { return; }
  for (var up = target; up; up = up.parentElement) {
    if (up.tagName === "DETAILS") { up.open = true; }
    if (up.hidden) { up.hidden = false; }
  }
  if (target.closest("[data-only]")) { delete target.closest("[data-only]").dataset.only; }
  stay(target, 90);
}
// What stands above a target takes its true height once it is drawn, and moves it: so it is brought back for some
// frames, unless the reader goes elsewhere meanwhile.
var staying = 0;
function stay(target, frames) {
  var turn = staying += 1;
  function bring() {
    if (turn !== staying) { return; }
    target.scrollIntoView();
    frames -= 1;
    if (frames > 0) { requestAnimationFrame(bring); }
  }
  bring();
}
["wheel", "touchstart", "pointerdown", "keydown"].forEach(function (kind) {
  window.addEventListener(kind, function () { staying += 1; }, { passive: true });
});
window.addEventListener("hashchange", reveal);
if (location.hash) { reveal(); }

var opened = [];
window.addEventListener("beforeprint", function () {
  opened = all(document, "details:not([open])");
  opened.forEach(function (each) { each.open = true; });
});
window.addEventListener("afterprint", function () {
  opened.forEach(function (each) { each.open = false; });
});

function step(by) {
  var list = document.getElementById("finding-list");
  if (!list) { return; }
  var stops = all(list, "[data-item]:not([hidden])");
  var at = stops.findIndex(function (stop) { return stop.contains(document.activeElement); });
  var next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  if (!next) { return; }
  var link = next.querySelector("a.permalink") || next.querySelector("a");
  link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}
var keys = document.getElementById("keys");
document.querySelector(".keys").hidden = false;
document.addEventListener("keydown", function (event) {
  var inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && event.target.name === "text") { event.target.form.reset(); return; }
  if (inField || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) { return; }
  if (event.key === "/" && forms.length) { event.preventDefault(); forms[0].querySelector("input").focus(); }
  if (event.key === "j") { step(1); }
  if (event.key === "k") { step(-1); }
});
})();
