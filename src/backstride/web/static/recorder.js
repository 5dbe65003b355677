// A recording: rows of backstride.recording/1, kept in the browser every second and cut into pieces
// of ten seconds, each of which is sent when it can be.

import { changeRun, countChunks, write } from "./keep.js";
import { sendAll } from "./outbox.js";
import { Sensors } from "./sensors.js";

const KEEP_EVERY_MS = 1000;
const PIECE_MS = 10000;

// A moment as ISO 8601 with the offset of here.
export function localTime(ms) {
  const offset = -new Date(ms).getTimezoneOffset();
  const two = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  const local = new Date(ms + offset * 60000).toISOString().slice(0, -1);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

export function header(startedMs, placement) {
  const device = /iPhone|iPad|Android[^;)]*(?:; [^;)]+)?/.exec(navigator.userAgent)?.[0] ?? "phone";
  return {
    format: "backstride.recording/1",
    device,
    started_at: localTime(startedMs),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    units: { acceleration: "m/s^2", angular_velocity: "deg/s" },
    ...(placement ? { placement } : {}),
  };
}

export class Recorder {
  samples = 0;
  full = false;
  #rows = [];
  #number = 0;
  #began = 0;
  #timer = null;
  #run = null;
  #busy = Promise.resolve();

  constructor() {
    this.sensors = new Sensors((kind, at, values) => this.#row(kind, at, values));
    this.onHide = () => this.#keep();
  }

  listen() {
    this.sensors.start();
  }

  // Begins a recording, or goes on with one after what is kept of it already.
  async start(run) {
    this.sensors.settle();
    this.#number = await countChunks(run.id);
    this.#began = Date.now();
    this.#run = run;
    this.samples = 0;
    this.#timer = setInterval(() => this.#keep(), KEEP_EVERY_MS);
    document.addEventListener("visibilitychange", this.onHide);
    window.addEventListener("pagehide", this.onHide);
  }

  #row(kind, at, values) {
    if (kind === "m") this.samples += 1;
    if (!this.#run) return;
    const seconds = (performance.timeOrigin + at - this.#run.startedMs) / 1000;
    this.#rows.push(`["${kind}",${seconds.toFixed(4)},${values.map((v) => JSON.stringify(v)).join(",")}]`);
  }

  fix({ timestamp, coords }) {
    const recent = Math.abs(timestamp - Date.now()) < 10000 ? timestamp : Date.now();
    const { latitude, longitude, altitude, speed, heading, accuracy } = coords;
    const course = Number.isFinite(heading) ? heading : null;
    this.#row("p", recent - performance.timeOrigin, [latitude, longitude, altitude, speed, course, accuracy]);
  }

  mark(what, about) {
    this.#row("e", performance.now(), about ? [what, about] : [what]);
  }

  // Writes the piece under way again, whole; after ten seconds the next one begins.
  #keep({ seal = false } = {}) {
    const run = this.#run;
    if (!run || !this.#rows.length) return this.#busy;
    const sealed = seal || Date.now() - this.#began > PIECE_MS;
    const chunk = { run: run.id, n: this.#number, text: this.#rows.join("\n"), sealed, sent: false };
    if (sealed) {
      this.#rows = [];
      this.#number += 1;
      this.#began = Date.now();
    }
    this.#busy = this.#busy
      .then(() => write("chunks", chunk))
      .then(() => changeRun(run.id, () => ({ touched: Date.now() })))
      .then(() => sealed && !seal && sendAll())
      .catch(() => (this.full = true));
    return this.#busy;
  }

  // Keeps all there is and stops.
  async close() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.onHide);
    window.removeEventListener("pagehide", this.onHide);
    this.sensors.stop();
    await this.#keep({ seal: true });
    this.#run = null;
  }
}
