// A device of many asks a minute before it erases.
const asking = document.querySelector("dialog");
const { stay, after } = asking.dataset;
let timer, told = 0;
const touched = ({ type }) => {
  clearTimeout(timer);
  asking.close();
  timer = setTimeout(() => {
    asking.showModal();
    timer = setTimeout(() => document.querySelector(".exit").click(), 60_000);
  }, after * 1000);
  if (!type || Date.now() - told < 60_000) return;
  told = Date.now();
  fetch(stay, { method: "POST" });
};
for (const kind of ["click", "keydown", "input", "scroll"]) addEventListener(kind, touched, { passive: true });
touched({});
