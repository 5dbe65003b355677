// Moving a session on the calendar, by dragging or by Shift and an arrow key. The rules are asked
// first: days that they allow are marked, and a day that they speak against is refused in words.
const form = document.getElementById("move-form");
const state = document.getElementById("move-state");
const words = form.dataset;
const asked = new Map();
const MOVED = "backstride-moved";
let held = null;

const days = (key) => {
  if (!asked.has(key)) {
    asked.set(key, fetch(`${words.api}${key}/days`, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : []))
      .then((list) => new Map(list.map((one) => [one.day, one.broken])))
      .catch(() => new Map()));
  }
  return asked.get(key);
};
const say = (text) => { state.textContent = text; state.hidden = !text; };
const cell = (day) => document.querySelector(`[data-drop="${day}"]`);
const title = (chip) => chip.querySelector(".chip-title").textContent;

function clear() {
  for (const one of document.querySelectorAll(".allowed, .against, .over")) {
    one.classList.remove("allowed", "against", "over");
  }
}

async function mark(chip) {
  say(words.picked.replace("{title}", title(chip)));
  for (const [day, broken] of await days(chip.dataset.key)) {
    if (held === chip) cell(day)?.classList.add(broken.length ? "against" : "allowed");
  }
}

async function move(chip, day) {
  if (day === chip.dataset.day) return;
  const found = await days(chip.dataset.key);
  const broken = found.get(day) ?? [];
  if (broken.length) {
    const rules = broken.map((one) => one.text).join(" ");
    say(words.against.replace("{rules}", rules));
    return;
  }
  form.action = `${words.base}/${chip.dataset.key}/move`;
  form.elements.day.value = day;
  try { sessionStorage.setItem(MOVED, chip.dataset.key); } catch { /* then nothing is said of it */ }
  form.submit();
}

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-key]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", title(held));
  mark(held);
});
document.addEventListener("dragover", (event) => {
  const over = held && event.target.closest?.("[data-drop]");
  document.querySelector(".over")?.classList.remove("over");
  if (!over?.dataset.drop) return;
  event.preventDefault();
  over.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const over = held && event.target.closest?.("[data-drop]");
  if (!over?.dataset.drop) return;
  event.preventDefault();
  move(held, over.dataset.drop);
});
document.addEventListener("dragend", () => { clear(); held = null; });

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
document.addEventListener("keydown", (event) => {
  const chip = event.shiftKey && event.key in STEPS && event.target.closest?.("[data-key]");
  if (!chip) return;
  event.preventDefault();
  const to = new Date(`${chip.dataset.day}T12:00:00Z`);
  to.setUTCDate(to.getUTCDate() + STEPS[event.key]);
  move(chip, to.toISOString().slice(0, 10));
});

// After a move the page comes anew: it says so, and the session has the focus again for the next key.
function sayMoved() {
  let key = null;
  try { key = sessionStorage.getItem(MOVED); sessionStorage.removeItem(MOVED); } catch { return; }
  const chip = key && document.querySelector(`[data-key="${key}"]`);
  if (!chip) return;
  const day = chip.closest("[data-drop]").querySelector(".cell-day .hidden, h3").textContent.replace(/\s+/g, " ").trim();
  say(words.moved.replace("{title}", title(chip)).replace("{day}", day));
  chip.querySelector("a").focus();
}
sayMoved();
