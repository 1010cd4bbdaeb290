// Arrow keys, words for each change, and undo. Without this file the shapes are labels of the boxes.
const map = document.querySelector(".map");
const stage = map.querySelector(".stage");
const chosen = map.querySelector(".chosen");
const said = chosen.querySelector("[role=status]");
const boxes = [...map.querySelectorAll("input[type=checkbox]")];
const make = (name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
};
const wordsOf = (box) => box.labels[0].textContent.trim();

// The shapes leave their labels and become checkboxes in one group for the front and one for the back.
const svg = make("svg", { class: "shapes", viewBox: "0 0 1000 1", preserveAspectRatio: "xMinYMin" });
const frame = make("g", { class: "frame" });
const marks = make("g", { class: "chosen-shapes" });
const rings = ["ring halo", "ring"].map((name) => make("path", { class: name }));
const groups = {};
const boxOf = new Map();
const places = new Map();
for (const view of ["front", "back"]) {
  groups[view] = make("g", { class: `in-${view}`, role: "group", "aria-label": stage.dataset[view] });
}
for (const label of map.querySelectorAll(".shape")) {
  const box = label.control;
  for (const path of label.querySelectorAll("path")) {
    const view = path.classList[0].slice(3);
    path.removeAttribute("class");
    path.dataset.view = view;
    path.setAttribute("role", "checkbox");
    path.setAttribute("aria-label", wordsOf(box));
    path.tabIndex = groups[view].hasChildNodes() ? -1 : 0;
    groups[view].append(path);
    boxOf.set(path, box);
    places.set(`${view} ${box.value}`, path);
  }
  label.remove();
}
frame.append(groups.front, groups.back, marks, ...rings);
svg.append(frame);
const named = document.createElement("p");
named.className = "named";
named.setAttribute("aria-hidden", "true");
stage.querySelector(".lines").before(svg);
stage.append(named);

// The boxes alone know what is chosen; the drawing and the words follow them.
let now = [];
const past = [];
const show = () => {
  now = boxes.filter((box) => box.checked);
  marks.replaceChildren();
  for (const [path, box] of boxOf) {
    path.setAttribute("aria-checked", box.checked);
    if (!box.checked) continue;
    const group = make("g", { class: path.parentNode.getAttribute("class") });
    group.append(make("path", { d: path.getAttribute("d") }));
    marks.append(group);
  }
  const areas = now.filter((box) => box.id.startsWith("area-"));
  const { none, one, many } = chosen.dataset;
  chosen.querySelector("h2").textContent = [none, one][areas.length] ?? many.replace("{n}", areas.length);
  chosen.querySelector("ul").replaceChildren(...areas.map((box) => {
    const item = document.createElement("li");
    item.textContent = wordsOf(box);
    return item;
  }));
  return areas.length;
};
const say = (text, number, place = "") => {
  said.textContent = text.replace("{n}", number).replace("{place}", place.charAt(0).toLowerCase() + place.slice(1));
};
let changed = null;
map.addEventListener("change", ({ target: box }) => {
  if (!boxes.includes(box)) return;
  for (const other of boxes) {
    if (box.checked && other !== box && ("exclusive" in box.dataset || "exclusive" in other.dataset)) other.checked = false;
  }
  if (!changed) setTimeout(settle);
  changed = box;
});
const settle = () => {
  past.push(now);
  say(chosen.dataset[changed.checked ? "added" : "removed"], show(), wordsOf(changed));
  changed = null;
};
const restore = (before, text) => {
  for (const box of boxes) box.checked = before.includes(box);
  say(text, show());
};
chosen.querySelector(".undo").addEventListener("click", () => past.length && restore(past.pop(), chosen.dataset.undone));
chosen.querySelector(".clear").addEventListener("click", () => {
  if (now.length) past.push(now);
  restore([], chosen.dataset.cleared);
});

// Pointer and keys
const toggle = (path) => {
  const box = boxOf.get(path);
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
};
svg.addEventListener("click", ({ target }) => boxOf.has(target) && toggle(target));
svg.addEventListener("pointerover", ({ target }) => (named.textContent = boxOf.has(target) ? wordsOf(boxOf.get(target)) : ""));
svg.addEventListener("pointerleave", () => (named.textContent = ""));
svg.addEventListener("focusin", ({ target: path }) => {
  for (const other of path.parentNode.children) other.tabIndex = other === path ? 0 : -1;
  const seen = path.matches(":focus-visible");
  for (const ring of rings) ring.setAttribute("d", seen ? path.getAttribute("d") : "");
  named.textContent = wordsOf(boxOf.get(path));
  const { x, y, width, height } = path.getBoundingClientRect();
  const sheet = stage.getBoundingClientRect();
  const [across, down] = [x + width / 2 - sheet.x, y + height / 2 - sheet.y];
  if (across < 0 || down < 0 || across > sheet.width || down > sheet.height) document.getElementById("zoom-whole").checked = true;
});
svg.addEventListener("keydown", (event) => {
  const path = event.target;
  const arrow = event.key.startsWith("Arrow") && event.key.slice(5).toLowerCase();
  if (arrow) places.get(`${path.dataset.view} ${path.dataset[arrow]}`)?.focus();
  else if (event.key === " ") toggle(path);
  else if (event.key === "Escape") map.querySelector(".continue").focus();
  else return;
  event.preventDefault();
});

chosen.hidden = false;
show();
addEventListener("pageshow", show);
