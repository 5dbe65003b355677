// A session's clock. It is read and never counted, so a slow or sleeping page loses no time; while
// a sound plays, the sound is the clock, because that is what the person hears.

export class Clock {
  #base = 0;
  #since = null;

  constructor(sound = null, now = () => performance.now() / 1000) {
    this.sound = sound;
    this.now = now;
  }

  get running() {
    return this.#since !== null;
  }

  start(at = this.#base) {
    this.#base = at;
    this.#since = this.now();
  }

  stop(at = this.position()) {
    this.#base = at;
    this.#since = null;
  }

  // Seconds from the start of the sound.
  position() {
    if (this.#since === null) return this.#base;
    const heard = this.sound?.heard();
    if (heard !== undefined && heard !== null) {
      this.#base = heard;
      this.#since = this.now();
      return heard;
    }
    return this.#base + this.now() - this.#since;
  }
}
