// The session player.

import { mayRest, stayAwake } from "./awake.js";
import { Clock } from "./clock.js";
import { changeRun, forget, newId, read, write } from "./keep.js";
import { keepForOffline, Ready } from "./ready.js";
import { askAfter } from "./after.js";
import { header } from "./recorder.js";
import { Place } from "./place.js";
import { Run } from "./run.js";
import { Sound } from "./sound.js";
import { $, View } from "./view.js";

const TICK_MS = 100;
const SAVE_EVERY_MS = 1000;
const RESUMABLE_MS = 6 * 3600 * 1000;
const REACTION_S = 1; // a person running backward stops a second after they hear it
const STOP_SHOWN_M = 1;

const plan = JSON.parse($("plan").textContent);
const sound = new Sound(() => run?.pause());
const view = new View(plan);
const place = new Place((fix) => ready.recorder?.fix(fix), () => (ready.reason = "position_no"));
const ready = new Ready(plan);

let run = null;
let record = null; // what the browser keeps of this run
let warned = false;

sound.load(plan.path).then(
  (about) => {
    const other = plan.language !== "en" ? ` ${plan.words.sound_spoken_other}` : "";
    $("sound-state").textContent = about.spoken ? plan.words.sound_spoken + other : plan.words.sound_tones;
    keepForOffline(plan, about, $("offline-state"));
  },
  () => ($("sound-state").textContent = plan.words.sound_none),
);

const events = {
  play(at) {
    sound.play(at);
    stayAwake();
  },
  rest() {
    sound.pause();
    if (run.state === "over") return;
    ready.recorder?.mark("step", { name: run.state === "hold" ? plan.words.lane : plan.words.paused });
  },
  begin(step) {
    warned = false;
    place.begin();
    view.near(null);
    view.say(`${step.name}, ${step.amount}. ${step.cue}`);
    markStep(step);
    if (!sound.about) sound.beep(step.direction === "backward" ? "backward" : "go");
    save();
  },
  end() {},
  hold() {
    sound.cue("lane");
    $("clear").hidden = false;
    $("clear").focus();
    save();
  },
  over,
};

function newRun(byEar) {
  const clock = new Clock(sound);
  run = new Run(plan.steps, clock, sound.lead, byEar, events);
  document.body.classList.add("playing");
  $("setup").hidden = true;
  $("stage").hidden = false;
  $("stage").focus();
  const actions = { play: () => run.resume(), pause: () => run.pause(), nexttrack: () => run.skip(), stop: () => run.stop() };
  sound.controls(plan.title, actions);
  setInterval(frame, TICK_MS);
  setInterval(save, SAVE_EVERY_MS);
}

async function begin({ byEar, recording, placement, old }) {
  if (run) return;
  const startedMs = old?.startedMs ?? Date.now();
  const id = old?.run ?? newId();
  const away = old ? (old.away ?? 0) + (Date.now() - old.saved) / 1000 : 0;
  newRun(byEar); // before anything is waited for: sound needs the touch that led here
  run.start(old ? old.at : -sound.lead, old ? old.index : -1);
  if (old) run.done.push(...old.done, ...(old.part ? [old.part] : []));
  record = { id, startedMs, byEar, recording, placement, away, person: plan.person };
  frame();
  if (old) await changeRun(id, () => ({ open: true }));
  else await write("runs", { id, startedMs, title: plan.title, session: plan.session, person: plan.person, open: true, touched: Date.now(), header: header(startedMs, placement), log: null });
  if (recording) {
    await ready.recorder.start(record);
    place.start();
    if (run.step) markStep(run.step);
  }
}

function markStep({ name, direction }) {
  ready.recorder?.mark("step", direction ? { name, direction } : { name });
}

function frame() {
  if (run.state === "over") return;
  run.tick();
  if (run.state === "running") sound.follow(run.at + run.lead);
  if (run.state === "over") return;
  const gone = record?.recording ? place.gone() : null;
  watchLine(gone);
  view.show(run, gone);
  view.recording(record?.recording ? ready.recorder : null, ready.reason);
  sound.shows(run.step?.name ?? plan.title, run.state === "running");
}

// Tells of the line early enough to stop at it, and ends the step there.
function watchLine(gone) {
  const step = run.step;
  if (!gone || !step?.metres || run.state !== "running") return;
  const left = step.metres - gone.metres;
  if (left <= 0) {
    sound.beep("stop");
    ready.recorder?.mark("cue", { text: "line" });
    return run.skip("line");
  }
  if (left > plan.line_warning_m + gone.speed * REACTION_S) return;
  if (!warned && step.metres > plan.line_warning_m) sound.cue("line");
  if (!warned) ready.recorder?.mark("cue", { text: plan.words.line.replace("{n}", plan.line_warning_m) });
  warned = true;
  view.near(Math.max(STOP_SHOWN_M, Math.round(left)));
}

function save() {
  if (!run || !record || run.state === "over" || run.state === "waiting") return;
  const at = run.state === "hold" ? run.following.start : run.at;
  write("places", { ...record, session: plan.session, run: record.id, at, index: run.index, done: run.done, part: run.part, saved: Date.now() });
}

async function over(how) {
  mayRest();
  place.stop();
  const started = new Date(record?.startedMs ?? Date.now()).toISOString();
  const keep = (log, answered) => changeRun(record.id, () => ({ log, answered, logSent: false }));
  askAfter(plan, how, { started, away: record?.away ?? 0, done: run.done }, keep);
  ready.recorder?.mark("end");
  await ready.recorder?.close();
  await forget("places", plan.session);
  await changeRun(record.id, () => ({ open: false }));
  ready.sendNow();
}

$("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  begin({ byEar: form.get("lane") === "ear", recording: ready.canRecord, placement: form.get("placement") ?? "" });
});

const does = {
  pause: () => (run.state === "paused" ? run.resume() : run.pause()),
  skip: () => run.skip(),
  stop: () => run.stop(),
  clear: () => {
    run.clear();
    $("stage").focus();
  },
};
for (const [id, action] of Object.entries(does)) {
  $(id).addEventListener("click", () => {
    action();
    frame();
  });
}
$("view").addEventListener("click", () => {
  const on = document.body.classList.toggle("spotter");
  $("view").setAttribute("aria-pressed", String(on));
});

// After a touch the keys work on the session again, and not on the button that was touched.
document.querySelectorAll("#stage button").forEach((button) =>
  button.addEventListener("click", (event) => event.detail && !$("stage").hidden && $("stage").focus()),
);

document.addEventListener("keydown", (event) => {
  if (!run || run.state === "over" || event.altKey || event.ctrlKey || event.metaKey) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === "Escape") does.stop();
  else if (event.key === "ArrowRight") does.skip();
  else if (event.key === "Enter" && !onButton) does.clear();
  else if (event.key === " " && !onButton) does.pause();
  else return;
  event.preventDefault();
  frame();
});

$("start").disabled = false; // a touch before this would have sent the form and begun nothing

const old = await read("places", plan.session).catch(() => null);
const isMine = !old?.person || old.person === plan.person;
if (old && isMine && Date.now() - old.saved < RESUMABLE_MS && old.at < plan.steps.at(-1).end) {
  $("resume").hidden = false;
  $("resume").addEventListener("click", () => {
    if (old.recording) ready.askAgain();
    begin({ byEar: old.byEar, recording: old.recording, placement: old.placement, old });
  });
}
