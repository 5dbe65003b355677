// What happens before a session: sensors asked for, and everything kept for use without a network.

import { canStayAwake } from "./awake.js";
import { onSending, sendAll } from "./outbox.js";
import { Recorder } from "./recorder.js";
import { askForMotion } from "./sensors.js";
import { $, filled } from "./view.js";

const FIRST_SAMPLE_MS = 3000;

export class Ready {
  recorder = null;
  reason = "";
  canRecord = false;

  constructor(plan) {
    this.words = plan.words;
    this.base = plan.path.split("/play/")[0];
    if (!canStayAwake()) $("awake-state").textContent = plan.words.awake_no;
    $("record").addEventListener("click", () => this.#asked());
    onSending((run, state, about) => run.session === plan.session && this.#sent(state, about));
  }

  async #asked() {
    const wanted = $("record").checked;
    $("wearing").hidden = !wanted;
    this.canRecord = wanted;
    if (!wanted) return this.recorder?.sensors.stop();
    this.reason = await askForMotion();
    if (this.reason) return this.#refused();
    this.listen();
    $("sensor-state").textContent = this.words.recording_wait;
    const until = Date.now() + FIRST_SAMPLE_MS;
    const timer = setInterval(() => {
      if (this.recorder.samples) $("sensor-state").textContent = filled(this.words.recording, { n: this.recorder.samples });
      else if (Date.now() > until) $("sensor-state").textContent = this.words.recording_none;
      if (this.recorder.samples || Date.now() > until) clearInterval(timer);
    }, 200);
  }

  #refused() {
    this.canRecord = false;
    $("sensor-state").textContent = this.words[this.reason];
    $("sensor-help").hidden = false;
  }

  listen() {
    this.recorder ??= new Recorder();
    this.recorder.listen();
  }

  // For a session gone on with: the touch that led here may ask once more.
  askAgain() {
    this.recorder ??= new Recorder();
    askForMotion().then((reason) => {
      this.reason = reason;
      if (!reason) this.listen();
    });
  }

  sendNow() {
    sendAll();
  }

  // What the plan makes of the session comes with the answer to its log.
  #logged({ page, plan_version: version, sentences }) {
    const said = sentences.length || version ? sentences : [this.words.plan_stays];
    const link = Object.assign(document.createElement("a"), { href: this.#here(page), textContent: this.words[version ? "changes" : "entry"] });
    link.className = "button";
    const lines = said.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
    $("logged").replaceChildren(...lines, link);
  }

  // A run is sent to its person by name; who plays for themselves stays on pages of their own.
  #here(address) {
    return address.replace(/^\/people\/[0-9a-f]{32}/, this.base);
  }

  #sent(state, about) {
    if (state === "logged") return this.#logged(about);
    const place = $("sent");
    if (state === "measured") {
      const link = Object.assign(document.createElement("a"), { href: this.#here(about.url), textContent: this.words.measured });
      link.className = "button";
      place.replaceChildren(link);
    } else place.textContent = filled(this.words[state], about);
  }
}

// Keeps this page and its sounds; it opens without a network from then on.
export async function keepForOffline(plan, about, said) {
  if (!("caches" in window) || !("serviceWorker" in navigator)) {
    said.textContent = plan.words.offline_no;
    return;
  }
  said.textContent = plan.words.offline_wait;
  try {
    await navigator.serviceWorker.ready;
    const pages = await caches.open("pages");
    await pages.add(new Request(plan.path, { headers: { Accept: "text/html" } }));
    const sounds = await caches.open("sounds");
    await sounds.addAll([`${plan.path}/sound.json`, about.track, ...Object.values(about.clips)]);
    navigator.storage?.persist?.();
    said.textContent = plan.words.offline_ready;
  } catch { // no network, perhaps: what was kept before still is
    const kept = await Promise.all([plan.path, about.track].map((one) => caches.match(one)));
    said.textContent = plan.words[kept.every(Boolean) ? "offline_ready" : "offline_failed"];
  }
}
