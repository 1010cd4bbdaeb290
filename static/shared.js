// A device of many: typing and touching count, it asks one minute before the answers end, and then it erases them.
const asking = document.querySelector("dialog");
const { stay, after } = asking.dataset;
let timer;
let told = Date.now();
const wait = () => {
  clearTimeout(timer);
  asking.close();
  timer = setTimeout(() => {
    asking.showModal();
    timer = setTimeout(() => document.querySelector(".exit").click(), 60_000);
  }, after * 1000);
};
const tell = () => {
  told = Date.now();
  fetch(stay, { method: "POST" }).then(({ ok }) => ok || location.reload());
};
const touched = () => {
  wait();
  if (Date.now() - told > 60_000) tell();
};
for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, touched, { passive: true });
asking.querySelector("button").addEventListener("click", tell);
wait();
