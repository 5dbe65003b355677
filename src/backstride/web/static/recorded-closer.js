// Looking closer: a reading along all curves at once, and a stretch that the server draws anew.
// Chosen by dragging across a curve, by a bout of the table, by a slider, or by writing two times.

const section = document.getElementById("stretch");
const words = JSON.parse(document.getElementById("closer-words")?.textContent ?? "{}");
const part = document.getElementById("stretch-part");
const form = section?.querySelector("form");
const slider = document.getElementById("along-at");
const LEAST_PX = 8; // less is a tap and no stretch
let whole = null; // samples of the whole recording
let near = null; // samples of the stretch, finer
let at = null; // the moment that is read
let spans = []; // begin and end of each bout
let asked = 0;

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const decimal = (value, places) =>
  value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: places, maximumFractionDigits: places });

function written(seconds) {
  const hundredths = Math.round(Math.abs(seconds) * 100);
  const [minutes, rest] = [Math.floor(hundredths / 6000), hundredths % 6000];
  const said = `${String(Math.floor(rest / 100)).padStart(2, "0")}.${String(rest % 100).padStart(2, "0")}`;
  return `${seconds < 0 ? "-" : ""}${minutes}:${said.replace(/\.00$/, "")}`;
}

const scaleOf = (chart) => {
  const [low, high, start, end] = ["low", "high", "start", "end"].map((name) => Number(chart.dataset[name]));
  return {
    low,
    high,
    start,
    end,
    px: (moment) => start + ((moment - low) / (high - low)) * (end - start),
    moment: (px) => low + ((Math.min(Math.max(px, start), end) - start) / (end - start)) * (high - low),
  };
};
const charts = () => [...document.querySelectorAll("#report g.timeline, #stretch g.timeline")];

function nearest(times, moment) {
  let [a, b] = [0, times.length - 1];
  while (b - a > 1) {
    const middle = (a + b) >> 1;
    if (times[middle] <= moment) a = middle;
    else b = middle;
  }
  return moment - times[a] <= times[b] - moment ? a : b;
}

function said(moment) {
  const from = near && moment >= near.time_s[0] && moment <= near.time_s.at(-1) ? near : whole;
  if (!from?.time_s.length) return "";
  const i = nearest(from.time_s, moment);
  const found = [written(Math.round(moment * 10) / 10).replace(/(\.\d)0$/, "$1"), words[from.direction[i]] ?? from.direction[i]];
  if (from.speed_mps[i] !== null) found.push(`${decimal(from.speed_mps[i], 1)} m/s`);
  const beats = from.heart_rate_bpm?.[i];
  if (beats != null) found.push(fill(words.heart, { n: decimal(beats, 0) }));
  return found.join(" · ");
}

function mark(chart, name, kind) {
  const there = chart.querySelector(`.${kind}`);
  if (there) return there;
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  made.setAttribute("class", kind);
  chart.append(made);
  return made;
}

function heights(chart) {
  const line = chart.querySelector(".playhead");
  return [Number(line.getAttribute("y1")), Number(line.getAttribute("y2"))];
}

// The same moment in every chart, and what it says beside each.
function read(moment) {
  at = moment;
  const sentence = said(moment);
  for (const chart of charts()) {
    const scale = scaleOf(chart);
    const line = mark(chart, "line", "reading-line");
    const px = scale.px(moment);
    const [top, bottom] = heights(chart);
    for (const [key, value] of Object.entries({ x1: px, x2: px, y1: top, y2: bottom })) line.setAttribute(key, value.toFixed(1));
    line.setAttribute("visibility", moment < scale.low || moment > scale.high ? "hidden" : "visible");
    const out = chart.closest("figure")?.querySelector(".reading");
    if (out) out.textContent = sentence;
  }
  slider.setAttribute("aria-valuetext", sentence);
}

function range() {
  const of = near ?? whole;
  return of?.time_s.length ? [of.time_s[0], of.time_s.at(-1)] : null;
}

function place() {
  const ends = range();
  if (ends && at !== null) slider.value = String(Math.round((1000 * (at - ends[0])) / (ends[1] - ends[0] || 1)));
}

function prepare(chart) {
  if (chart.dataset.read) return;
  chart.dataset.read = "1";
  const picture = chart.ownerSVGElement;
  picture.classList.add("choosable");
  const figure = chart.closest("figure");
  if (figure && !figure.querySelector(".reading")) {
    const out = Object.assign(document.createElement("p"), { className: "reading" });
    out.setAttribute("aria-hidden", "true"); // the slider says it
    out.lang = document.documentElement.lang;
    figure.querySelector("svg.chart").before(out);
  }
  const momentOf = (event) => {
    const box = picture.getBoundingClientRect();
    return scaleOf(chart).moment(((event.clientX - box.left) / box.width) * picture.viewBox.baseVal.width);
  };
  let begun = null;
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    begun = { moment: momentOf(event), x: event.clientX };
    picture.setPointerCapture(event.pointerId);
    read(begun.moment);
    place();
  });
  picture.addEventListener("pointermove", (event) => {
    const moment = momentOf(event);
    read(moment);
    if (!begun) return;
    const scale = scaleOf(chart);
    const [a, b] = [scale.px(begun.moment), scale.px(moment)].sort((x, y) => x - y);
    const [top, bottom] = heights(chart);
    const choice = mark(chart, "rect", "choice");
    for (const [key, value] of Object.entries({ x: a, width: b - a, y: top, height: bottom - top })) choice.setAttribute(key, value.toFixed(1));
  });
  const over = (event, done) => {
    chart.querySelector(".choice")?.remove();
    const from = begun;
    begun = null;
    if (!done || !from) return;
    if (Math.abs(event.clientX - from.x) >= LEAST_PX) return show(from.moment, momentOf(event));
    const box = picture.getBoundingClientRect();
    const up = ((event.clientY - box.top) / box.height) * picture.viewBox.baseVal.height < heights(chart)[0];
    const bout = up && spans.find(([start, end]) => start <= from.moment && from.moment < end);
    if (bout) show(bout[0], bout[1]); // its bar above the curve was tapped
  };
  picture.addEventListener("pointerup", (event) => over(event, true));
  picture.addEventListener("pointercancel", (event) => over(event, false));
}

function bouts() {
  const table = [...document.querySelectorAll("#report #tables ~ * table, #report section table")].find((one) => one.caption?.textContent === "Bouts");
  for (const row of table?.tBodies[0].rows ?? []) {
    const cell = row.cells[0];
    const span = spans[Number(cell.textContent) - 1];
    if (!span || cell.querySelector("a")) continue;
    const link = Object.assign(document.createElement("a"), { textContent: cell.textContent, className: "closer-bout", lang: document.documentElement.lang });
    link.href = `${section.dataset.at}?from_s=${span[0].toFixed(2)}&to_s=${span[1].toFixed(2)}#stretch`;
    link.setAttribute("aria-label", fill(words.bout, { n: cell.textContent }));
    cell.replaceChildren(link);
  }
}

async function show(from, to, move = true) {
  const [a, b] = [from, to].sort((x, y) => x - y).map((one) => one.toFixed(2));
  await load(`?from_s=${a}&to_s=${b}`, move);
}

async function load(query, move) {
  const mine = ++asked;
  const waiting = setTimeout(() => (part.ariaBusy = "true"), 200);
  try {
    const answer = await fetch(`${section.dataset.at}/stretch${query}`);
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error?.message ?? String(answer.status));
    const html = await answer.text();
    if (mine !== asked) return;
    part.innerHTML = html; // made by the app's own templates
    history.replaceState(null, "", `${section.dataset.at}${query}#stretch`);
    taken();
    if (move) section.scrollIntoView({ block: "start" });
  } catch (error) {
    const failed = Object.assign(document.createElement("p"), { className: "problem", textContent: fill(words.failed, { why: error.message }) });
    if (mine === asked) part.replaceChildren(failed);
  } finally {
    clearTimeout(waiting);
    part.ariaBusy = "false";
  }
}

function taken() {
  const found = part.querySelector("#closer");
  near = found ? JSON.parse(part.querySelector("script.samples").textContent) : null;
  if (found) [form.elements.from_s.value, form.elements.to_s.value] = [found.dataset.from, found.dataset.to];
  charts().forEach(prepare);
  const ends = range();
  document.getElementById("along").hidden = !ends;
  if (ends) {
    read(at !== null && at >= ends[0] && at <= ends[1] ? at : ends[0]);
    place();
  }
}

function ready({ samples, bouts: found }) {
  if (!section || !samples) return;
  spans = found ?? [];
  whole = samples;
  const speed = document.querySelector('#report section[aria-labelledby="speed"]');
  if (speed) speed.append(section);
  if (!form.elements.to_s.value && samples.time_s.length) {
    const [first, last] = [samples.time_s[0], samples.time_s.at(-1)];
    form.elements.from_s.value = written(first);
    form.elements.to_s.value = written(Math.min(last, first + 60));
  }
  bouts();
  taken();
}

if (section) {
  slider.addEventListener("input", () => {
    const ends = range();
    if (ends) read(ends[0] + (Number(slider.value) / 1000) * (ends[1] - ends[0]));
  });
  for (const [id, name] of [["begin-here", "from_s"], ["end-here", "to_s"]]) {
    document.getElementById(id).addEventListener("click", () => {
      if (at !== null) form.elements[name].value = written(at);
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = new URLSearchParams({ from_s: form.elements.from_s.value, to_s: form.elements.to_s.value });
    load(`?${query}`, false);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".closer-moves a, a.closer-bout");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!link.classList.contains("whole")) return load(new URL(link.href).search, link.classList.contains("closer-bout"));
    part.replaceChildren();
    history.replaceState(null, "", section.dataset.at);
    taken();
  });
  document.addEventListener("report-ready", (event) => ready(event.detail));
}
