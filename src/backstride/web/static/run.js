// The state of one run through a session: which step, whether it waits, and what was done. It knows
// nothing of the page, so that it can be tried by itself.

const EARLY_S = 0.08; // a hold comes this much before its step, or the step's tone would begin
const READY_SHARE = 0.5; // of a step that is not timed: whoever goes on after that has done it
const CLEAR_AHEAD_S = 15; // how long before a step its lane may be said to be clear

export class Run {
  index = -1;
  state = "waiting"; // running, paused, hold, over
  done = [];
  #cleared = -1;
  #begun = null;

  // events: begin(step, index), end(step), hold(step), play(at), rest(), over(how)
  constructor(steps, clock, lead, byEar, events) {
    Object.assign(this, { steps, clock, lead, byEar, events });
  }

  get step() {
    return this.steps[this.index] ?? null;
  }

  get following() {
    return this.steps[this.index + 1] ?? null;
  }

  // Seconds from the start of the session's clock; negative before it.
  get at() {
    return this.clock.position() - this.lead;
  }

  get left() {
    return (this.step ? this.step.end : 0) - this.at;
  }

  // Whether the lane of the next step may be said to be clear already.
  get canClear() {
    const next = this.following;
    return next?.direction === "backward" && !this.byEar && this.#cleared !== this.index + 1 && next.start - this.at < CLEAR_AHEAD_S;
  }

  start(at = -this.lead, index = -1) {
    this.index = index;
    this.state = "running";
    this.clock.start(at + this.lead);
    this.events.play(at + this.lead);
    if (this.step) this.#open();
    this.tick();
  }

  pause() {
    if (this.state !== "running") return;
    this.clock.stop();
    this.state = "paused";
    this.events.rest();
  }

  resume() {
    if (this.state === "hold") return this.clear();
    if (this.state !== "paused") return;
    this.state = "running";
    this.clock.start();
    this.events.play(this.clock.position());
  }

  clear() {
    this.#cleared = this.index + 1;
    if (this.state !== "hold") return;
    this.state = "running";
    this.clock.start(this.following.start + this.lead);
    this.events.play(this.clock.position());
    this.tick();
  }

  // What is under way, as far as it has come; null before the first step.
  get part() {
    if (!this.step || !this.#begun) return null;
    const { name, direction } = this.step;
    return { index: this.index, name, direction, ...this.#begun, end: new Date().toISOString(), ended_by: "stopped" };
  }

  skip(how = null) {
    if (!["running", "paused"].includes(this.state)) return;
    this.#close(how ?? this.#howSkipped());
    const next = this.following;
    if (!next) return this.#over("finished");
    this.state = "running";
    this.clock.start(next.start + this.lead);
    if (this.#mustHold(next)) return this.#hold(next);
    this.events.play(next.start + this.lead);
    this.#begin();
  }

  stop() {
    if (this.state === "over") return;
    this.#close("stopped");
    this.#over("stopped");
  }

  // To be called a few times a second; how often does not matter to what it does.
  tick() {
    while (this.state === "running") {
      const next = this.following;
      const due = this.step ? this.step.end : 0;
      const holds = next && this.#mustHold(next);
      if (this.at < due - (holds ? EARLY_S : 0)) return;
      this.#close("clock");
      if (!next) return this.#over("finished");
      if (holds) return this.#hold(next);
      this.#begin();
    }
  }

  #mustHold(next) {
    if (next.direction !== "backward" || this.byEar || this.#cleared === this.index + 1) return false;
    return document.visibilityState === "visible"; // a locked phone asks by ear
  }

  #hold(next) {
    this.clock.stop(next.start + this.lead);
    this.state = "hold";
    this.events.rest();
    this.events.hold(next);
  }

  #begin() {
    this.index += 1;
    this.#open();
  }

  #open() {
    const backward = this.step.direction === "backward";
    const lane = backward ? (this.#cleared === this.index ? "clear" : "by_ear") : null;
    this.#begun = { start: new Date().toISOString(), lane };
    this.events.begin(this.step, this.index);
  }

  // A step in metres or repetitions lasts as long as it takes; its clock is a guess.
  #howSkipped() {
    const { step } = this;
    if (!step || step.exact) return "skipped";
    return (this.at - step.start) / (step.end - step.start) >= READY_SHARE ? "ready" : "skipped";
  }

  #close(how) {
    const { part } = this;
    if (!part) return;
    this.done.push({ ...part, ended_by: how });
    this.#begun = null;
    this.events.end(this.step);
  }

  #over(how) {
    this.clock.stop();
    this.state = "over";
    if (how === "stopped") this.events.rest(); // a finished session's last words are heard out
    this.events.over(how);
  }
}
