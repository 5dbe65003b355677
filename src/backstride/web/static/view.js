// The running view: few things, each as large as the screen allows.

export const $ = (id) => document.getElementById(id);

export const filled = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function clockText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds - 0.02));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function set(id, text) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
}

export class View {
  constructor(plan) {
    this.plan = plan;
    this.words = plan.words;
  }

  show(run, gone) {
    const { words } = this;
    const held = run.state === "hold";
    const step = held || !run.step ? run.following : run.step;
    $("stage").className = `${run.step && !held ? run.step.way : "still"} ${run.state}`;
    $("stage").dataset.way = step?.way ?? "still";
    set("word", this.#word(run, step));
    set("count", filled(words.step_of, { n: Math.max(1, run.index + (held ? 2 : 1)), all: this.plan.steps.length }));
    this.#figure(run, gone);
    set("detail", held || !step ? "" : [step.effort, step.cue].filter(Boolean).join(" · "));
    const next = run.step && !held ? run.following : null;
    const last = run.step && !run.following ? words.last : "";
    set("next", next ? filled(words.next, { name: next.name, amount: next.amount }) : last);
    $("lane").hidden = !held;
    $("clear").hidden = !(held || run.canClear);
    const pause = $("pause");
    pause.hidden = held;
    pause.textContent = run.state === "paused" ? pause.dataset.go : pause.dataset.pause;
    $("skip").hidden = held;
  }

  #word(run, step) {
    if (run.state === "hold") return this.words.lane;
    if (run.state === "paused") return this.words.paused;
    return run.step ? step.word : this.words.starts;
  }

  #figure(run, gone) {
    const { words } = this;
    const step = run.step;
    const metres = step?.metres && gone ? Math.max(0, step.metres - gone.metres) : null;
    $("figure").classList.toggle("long", $("figure").textContent.length > 4);
    if (run.state === "hold") {
      set("figure", "");
      set("unit", "");
    } else if (metres !== null) {
      set("figure", String(Math.round(metres)));
      set("unit", words.metres_left);
    } else {
      set("figure", clockText(run.step ? run.left : -run.at));
      set("unit", !step || step.exact ? words.left : `${words.left_estimate}${step.metres ? ` · ${step.amount}` : ""}`);
    }
  }

  near(metres) {
    $("near").hidden = metres === null;
    if (metres !== null) set("near", filled(this.words.line, { n: metres }));
  }

  say(text) {
    set("announce", text);
  }

  recording(recorder, reason) {
    const { words } = this;
    if (!recorder) return set("live-state", reason ? words[reason] : "");
    if (recorder.full) return set("live-state", words.storage_full);
    return set("live-state", recorder.samples ? filled(words.recording, { n: recorder.samples }) : words.recording_none);
  }
}
