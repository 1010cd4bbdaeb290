// Comforts. Every page works without this file.

// An error summary takes the focus, where it has not got it already.
requestAnimationFrame(() => document.querySelector(".error-summary:not(:focus)")?.focus());

// "None of these" and the others put each other out.
addEventListener("change", ({ target: box }) => {
  if (box.type !== "checkbox" || !box.checked) return;
  for (const other of box.form.elements) {
    if (other !== box && other.name === box.name && "exclusive" in { ...box.dataset, ...other.dataset }) other.checked = false;
  }
});

// How much room is left, counted as the server counts: a text in bytes, rows in letters.
const bytes = ({ value }) => new TextEncoder().encode(value.trim()).length;
const letters = (rows) => [...rows.querySelectorAll(".line")].reduce((sum, { value }) => sum + [...value.trim()].length, 0);
for (const field of document.querySelectorAll(":is(textarea, .entries)[data-limit]")) {
  const line = field.nextElementSibling;
  const spoken = line.nextElementSibling;
  line.hidden = false;
  let stage = 0;
  const show = () => {
    const left = field.dataset.limit - (field.type ? bytes : letters)(field);
    line.textContent = field.dataset[left < 0 ? "over" : "room"].replace("{n}", Math.abs(left));
    line.classList.toggle("over", left < 0);
    const now = left > 20 ? 0 : left < 0 ? 2 : 1;
    if (now !== stage) spoken.textContent = now ? line.textContent : "";
    stage = now;
  };
  field.addEventListener("input", show);
  show();
}

// A medical word shows its meaning in place.
addEventListener("click", (event) => {
  const box = document.getElementById(event.target.closest("[data-meaning]")?.dataset.meaning);
  if (!box?.showPopover || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  box.showPopover();
});

// A second press within 3 seconds sends nothing. Leaving takes this page off the list of Back.
let last = {};
addEventListener("submit", (event) => {
  const { target, timeStamp } = event;
  if (target === last.target && timeStamp - last.timeStamp < 3000) return event.preventDefault();
  last = { target, timeStamp };
  if (target.matches(".leaving")) history.replaceState(null, "", target.action);
});

for (const place of document.querySelectorAll("[data-print]")) {
  const button = { type: "button", className: "print", textContent: place.dataset.print, onclick: () => print() };
  place.replaceChildren(Object.assign(document.createElement("button"), button));
}

// A page kept by the browser may show what is gone.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
