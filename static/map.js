// Arrow keys, words for each change, and undo. Without this file the shapes are labels.
const map = document.querySelector(".map");
const find = (selector) => map.querySelector(selector);
const stage = find(".stage");
stage.prepend(find("template").content);
const svg = find(".shapes");
const marks = find(".chosen-shapes");
const rings = svg.querySelectorAll(".ring");
const named = find(".named");
const chosen = find(".chosen");
const title = find(".chosen h2");
const list = find(".chosen ul");
const chip = find(".chosen template").content.firstChild;
const mirror = find(".mirror");
const boxes = [...map.querySelectorAll("input[type=checkbox]")];
// Left, right
const sided = [...map.querySelectorAll(".left > input, .right > input")];
const mark = (element, attributes) => {
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
};
const wordsOf = (box) => box.labels[0].textContent.trim();

// The shapes leave their labels and become checkboxes, by view.
const boxOf = new Map();
for (const label of map.querySelectorAll(".shape")) {
  const box = label.control;
  for (const path of label.querySelectorAll("path")) {
    const view = find(`.shapes .${path.getAttribute("class")}`);
    const tabindex = view.firstElementChild ? -1 : 0;
    view.append(mark(path, { role: "checkbox", "aria-label": wordsOf(box), "data-area": box.value, tabindex }));
    boxOf.set(path, box);
  }
  label.remove();
}

// The boxes alone know what is chosen; drawing and words follow.
let now;
const past = [];
const otherSides = () => sided.filter((box, place) => !box.checked && sided[place ^ 1].checked);
const show = () => {
  now = boxes.filter((box) => box.checked);
  mirror.hidden = !otherSides().length;
  marks.replaceChildren();
  for (const [path, box] of boxOf) {
    path.setAttribute("aria-checked", box.checked);
    if (box.checked) marks.append(mark(rings[0].cloneNode(), { class: path.getAttribute("class"), d: path.getAttribute("d") }));
  }
  const { none, one, many, remove } = chosen.dataset;
  const places = now.filter((box) => !("exclusive" in box.dataset));
  title.textContent = [none, one][places.length] ?? many.replace("{n}", places.length);
  list.replaceChildren(...places.map((box, place) => {
    const item = chip.cloneNode(true);
    const button = item.firstChild;
    button.textContent = wordsOf(box);
    mark(button, { "aria-label": remove.replace("{place}", wordsOf(box)) });
    button.onclick = () => {
      box.click();
      ((list.children[place] ?? list.lastChild)?.firstChild ?? title).focus();
    };
    return item;
  }));
  return places.length;
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
  if (target.name !== "zoom") return;
  stage.scrollIntoView({ block: "nearest" });
});
find(".undo").onclick = () => past.length && choose(past.pop(), "undone");
find(".clear").onclick = () => {
  if (now.length) past.push(now);
  choose([], "cleared");
  name();
};
mirror.onclick = () => {
  past.push(now);
  choose([...now, ...otherSides()], "mirrored");
  title.focus();
};

const name = (path) => (named.textContent = path?.getAttribute("aria-label") ?? "");
const toggle = (path) => boxOf.get(path)?.click();
svg.onclick = ({ target }) => toggle(target);
svg.onpointerover = ({ target }) => name(target);
// Not on the drawing: a listener would make it a stop of its own.
stage.addEventListener("focusin", ({ target: path }) => {
  for (const other of path.parentNode.children) other.setAttribute("tabindex", other === path ? 0 : -1);
  const d = path.matches(":focus-visible") ? path.getAttribute("d") : "";
  for (const ring of rings) ring.setAttribute("d", d);
  name(path);
  const [a, b] = [path, stage].map((one) => one.getBoundingClientRect());
  if (a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom) find("#zoom-whole").checked = true;
});
svg.onkeydown = ({ target, key }) => {
  if (key.startsWith("Arrow")) target.parentNode.querySelector(`[data-area="${target.dataset[key.slice(5).toLowerCase()]}"]`)?.focus();
  else if (key === " ") toggle(target);
  else if (key === "Escape") find(".continue").focus();
  else return true;
  return false;
};

Object.assign(mirror, { type: "button", name: "" });
find(".undo").before(mirror);
chosen.hidden = named.hidden = false;
show();
