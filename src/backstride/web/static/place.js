// Where the phone is, and how far a step has gone by the speed that the satellites give. Speed is
// added up rather than positions subtracted: a position is off by metres, a speed by decimetres
// per second.

const OLD_S = 2.5; // a speed older than this is not known any more
const VAGUE_M = 15; // a receiver that is this unsure of its place does not know its speed either

export class Place {
  #watch = null;
  #last = null;
  #metres = 0;

  constructor(onFix, onRefused) {
    this.onFix = onFix;
    this.onRefused = onRefused;
  }

  start() {
    if (!navigator.geolocation || this.#watch !== null) return;
    const options = { enableHighAccuracy: true, maximumAge: 0 };
    this.#watch = navigator.geolocation.watchPosition(
      (fix) => this.#take(fix),
      (error) => error.code === error.PERMISSION_DENIED && this.onRefused(),
      options,
    );
  }

  stop() {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }

  // A step begins: nothing of it is done.
  begin() {
    this.#metres = 0;
    if (this.#last) this.#last.at = Date.now() / 1000;
  }

  #take(fix) {
    const { speed, accuracy } = fix.coords;
    const now = Date.now() / 1000;
    const known = speed !== null && accuracy <= VAGUE_M;
    if (known && this.#last && now - this.#last.at < OLD_S) {
      this.#metres += ((speed + this.#last.speed) / 2) * (now - this.#last.at);
    }
    this.#last = known ? { at: now, speed } : null;
    this.onFix(fix);
  }

  // Metres since the step began and the speed in m/s; null while unknown.
  gone() {
    const age = this.#last ? Date.now() / 1000 - this.#last.at : Infinity;
    if (age > OLD_S) return null;
    return { metres: this.#metres + this.#last.speed * age, speed: this.#last.speed };
  }
}
