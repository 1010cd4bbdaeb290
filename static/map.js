// Arrow keys, words for each change, and undo. Without this file the shapes are labels.
const map = document.querySelector(".map");
const find = (selector) => map.querySelector(selector);
const [stage, named, chosen, title, list, mirror] = [".stage", ".named", ".chosen", ".chosen h2", ".chosen ul", ".mirror"].map(find);
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
for (const label of map.querySelectorAll(".shape")) {
  const box = label.control;
  for (const path of label.querySelectorAll("path")) {
    const view = groups[path.getAttribute("class").slice(3)];
    mark(path, { role: "checkbox", "aria-label": wordsOf(box), "data-area": box.value, tabindex: view.firstChild ? -1 : 0 });
    view.append(path);
    boxOf.set(path, box);
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
const sided = [...map.querySelectorAll(".left > input, .right > input")];
const otherSides = () => sided.filter((box, place) => !box.checked && sided[place ^ 1].checked);
const show = () => {
  now = boxes.filter((box) => box.checked);
  mirror.hidden = !otherSides().length;
  marks.replaceChildren();
  for (const [path, box] of boxOf) {
    path.setAttribute("aria-checked", box.checked);
    if (box.checked) marks.append(make("path", { class: path.getAttribute("class"), d: path.getAttribute("d") }));
  }
  const { none, one, many, remove } = chosen.dataset;
  const chips = now.filter((box) => !("exclusive" in box.dataset)).map((box) => {
    const words = wordsOf(box);
    const chip = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    const item = document.createElement("li");
    item.append(mark(chip, { "aria-label": remove.replace("{place}", words) }));
    return item;
  });
  title.textContent = [none, one][chips.length] ?? many.replace("{n}", chips.length);
  list.replaceChildren(...chips);
  return chips.length;
};
const say = (kind, place = "") => {
  const name = place.charAt(0).toLowerCase() + place.slice(1);
  find("[role=status]").textContent = chosen.dataset[kind].replace("{n}", show()).replace("{place}", name);
};
const choose = (wanted, kind) => {
  for (const box of boxes) box.checked = wanted.includes(box);
  say(kind);
};
addEventListener("change", ({ target }) => {
  if (boxes.includes(target)) {
    past.push(now);
    say(target.checked ? "added" : "removed", wordsOf(target));
  } else name();
  if (target.name === "zoom") stage.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion)").matches ? "auto" : "smooth" });
});
const press = (selector, act) => find(selector).addEventListener("click", act);
press(".undo", () => past.length && choose(past.pop(), "undone"));
press(".clear", () => {
  if (now.length) past.push(now);
  choose([], "cleared");
  name();
});
press(".mirror", () => {
  past.push(now);
  choose([...now, ...otherSides()], "mirrored");
  title.focus();
});
press(".chosen ul", ({ target }) => {
  const place = [...list.children].indexOf(target.parentNode);
  now[place]?.click();
  (list.children[place] ?? list.lastChild)?.firstChild ?? title).focus();
});

// Pointer and keys
const name = (path) => (named.textContent = path?.getAttribute("aria-label") ?? "");
const toggle = (path) => boxOf.get(path)?.click();
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
  const { target, key } = event;
  if (key.startsWith("Arrow")) target.parentNode.querySelector(`[data-area="${target.dataset[key.slice(5).toLowerCase()]}"]`)?.focus();
  else if (key === " ") toggle(target);
  else if (key === "Escape") find(".continue").focus();
  else return;
  event.preventDefault();
});

mirror.type = "button";
find(".undo").before(mirror);
chosen.hidden = named.hidden = false;
show();
addEventListener("pageshow", show);
