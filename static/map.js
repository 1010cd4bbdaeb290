// Arrow keys, words for each change, and undo. Without this file the shapes are labels.
const map = document.querySelector(".map");
const find = (selector) => map.querySelector(selector);
const stage = find(".stage");
const chosen = find(".chosen");
const boxes = [...map.querySelectorAll("input[type=checkbox]")];
const mark = (element, attributes) => {
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
};
const make = (name, attributes, ...inside) => {
  const made = mark(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
  made.append(...inside);
  return made;
};
const wordsOf = (box) => box.labels[0].textContent.trim();

// The shapes leave their labels and become checkboxes, in one group for each view.
const group = (view) => make("g", { class: `in-${view}`, role: "group", "aria-label": stage.dataset[view] });
const groups = { front: group("front"), back: group("back") };
const boxOf = new Map();
const places = {};
for (const label of map.querySelectorAll(".shape")) {
  const box = label.control;
  for (const path of label.querySelectorAll("path")) {
    const view = path.getAttribute("class").slice(3);
    path.dataset.view = view;
    mark(path, { role: "checkbox", "aria-label": wordsOf(box), tabindex: groups[view].firstChild ? -1 : 0 });
    groups[view].append(path);
    boxOf.set(path, box);
    places[`${view} ${box.value}`] = path;
  }
  label.remove();
}
const marks = make("g", { class: "chosen-shapes" });
const rings = [make("path", { class: "ring halo" }), make("path", { class: "ring" })];
const frame = make("g", { class: "frame" }, groups.front, groups.back, marks, ...rings);
const svg = make("svg", { class: "shapes", viewBox: "0 0 1000 1", preserveAspectRatio: "xMinYMin" }, frame);
find(".lines").before(svg);

// The boxes alone know what is chosen; drawing and words follow.
let now;
const past = [];
const show = () => {
  now = boxes.filter((box) => box.checked);
  marks.replaceChildren();
  for (const [path, box] of boxOf) {
    path.setAttribute("aria-checked", box.checked);
    if (box.checked) marks.append(make("path", { class: path.getAttribute("class"), d: path.getAttribute("d") }));
  }
  const names = now.filter((box) => box.id.startsWith("area-")).map(wordsOf);
  const { none, one, many } = chosen.dataset;
  find(".chosen h2").textContent = [none, one][names.length] ?? many.replace("{n}", names.length);
  find(".chosen ul").replaceChildren(
    ...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })),
  );
  return names.length;
};
const say = (kind, place = "") => {
  const name = place.charAt(0).toLowerCase() + place.slice(1);
  find("[role=status]").textContent = chosen.dataset[kind].replace("{n}", show()).replace("{place}", name);
};
map.addEventListener("change", ({ target: box }) => {
  if (!boxes.includes(box)) return;
  for (const other of boxes) {
    if (box.checked && other !== box && "exclusive" in { ...box.dataset, ...other.dataset }) other.checked = false;
  }
  past.push(now);
  say(box.checked ? "added" : "removed", wordsOf(box));
});
const restore = (before, kind) => {
  for (const box of boxes) box.checked = before.includes(box);
  say(kind);
};
find(".undo").addEventListener("click", () => past.length && restore(past.pop(), "undone"));
find(".clear").addEventListener("click", () => {
  if (now.length) past.push(now);
  restore([], "cleared");
  name();
});
addEventListener("change", ({ target }) => target.type === "radio" && name());

// Pointer and keys
const toggle = (path) => boxOf.get(path)?.click();
const name = (path) => (find(".named").textContent = boxOf.has(path) ? wordsOf(boxOf.get(path)) : "");
svg.addEventListener("click", ({ target }) => toggle(target));
svg.addEventListener("pointerover", ({ target }) => name(target));
// On the stage: a listener for focus on the drawing itself would make it a stop of its own.
stage.addEventListener("focusin", ({ target: path }) => {
  for (const other of path.parentNode.children) other.setAttribute("tabindex", other === path ? 0 : -1);
  const d = path.matches(":focus-visible") ? path.getAttribute("d") : "";
  for (const ring of rings) ring.setAttribute("d", d);
  name(path);
  const [a, b] = [path, stage].map((one) => one.getBoundingClientRect());
  if (a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom) find("#zoom-whole").checked = true;
});
svg.addEventListener("keydown", (event) => {
  const { dataset } = event.target;
  if (event.key.startsWith("Arrow")) places[`${dataset.view} ${dataset[event.key.slice(5).toLowerCase()]}`]?.focus();
  else if (event.key === " ") toggle(event.target);
  else if (event.key === "Escape") find(".continue").focus();
  else return;
  event.preventDefault();
});

chosen.hidden = find(".named").hidden = false;
show();
addEventListener("pageshow", show);
