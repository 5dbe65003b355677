// Motion and attitude of the phone as rows of backstride.recording/1.

const RAD = Math.PI / 180;
const ATTITUDE_EVERY_S = 0.04; // the compass itself is no faster
const FLAT_DEG = 45; // further up, which way a phone's compass points is ambiguous

const round = (value, digits) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null);

// Why there is no motion, as the name of a sentence; empty when there may be some.
export async function askForMotion() {
  if (!window.isSecureContext) return "refused_http";
  if (!("DeviceMotionEvent" in window)) return "refused_missing";
  try {
    for (const kind of [window.DeviceMotionEvent, window.DeviceOrientationEvent]) {
      if (kind?.requestPermission && (await kind.requestPermission()) !== "granted") return "refused_person";
    }
  } catch {
    return "refused_person";
  }
  return "";
}

// Turns angles of DeviceOrientation (about z, then x, then y) into a quaternion w, x, y, z that
// turns the phone's axes into east, north, up.
export function quaternion(alpha, beta, gamma) {
  const [z, x, y] = [alpha, beta, gamma].map((angle) => (angle * RAD) / 2);
  const [cz, sz, cx, sx, cy, sy] = [Math.cos(z), Math.sin(z), Math.cos(x), Math.sin(x), Math.cos(y), Math.sin(y)];
  return [
    cz * cx * cy - sz * sx * sy,
    cz * sx * cy - sz * cx * sy,
    cz * cx * sy + sz * sx * cy,
    sz * cx * cy + cz * sx * sy,
  ];
}

// Where up is in the phone's axes.
export function up(beta, gamma) {
  const cosBeta = Math.cos(beta * RAD);
  return [-cosBeta * Math.sin(gamma * RAD), Math.sin(beta * RAD), cosBeta * Math.cos(gamma * RAD)];
}

export class Sensors {
  #tilt = null;
  #upward = 0;
  #sign = null;
  #turns = null;
  #north = null;
  #last = -Infinity;

  // onRow(kind, milliseconds since the page's time origin, values)
  constructor(onRow) {
    this.onRow = onRow;
    this.onMotion = (event) => this.#motion(event);
    this.onAttitude = (event) => this.#attitude(event);
  }

  start() {
    window.addEventListener("devicemotion", this.onMotion);
    window.addEventListener("deviceorientation", this.onAttitude);
    window.addEventListener("deviceorientationabsolute", this.onAttitude);
  }

  stop() {
    window.removeEventListener("devicemotion", this.onMotion);
    window.removeEventListener("deviceorientation", this.onAttitude);
    window.removeEventListener("deviceorientationabsolute", this.onAttitude);
  }

  // Browsers on an iPhone turn the sign of acceleration. What counts is whether it points up at
  // rest; without an attitude, the maker decides. Settled once, so that a file has one sign.
  settle() {
    const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
    this.#sign = this.#upward ? Math.sign(this.#upward) : apple ? -1 : 1;
  }

  #motion(event) {
    const pull = event.accelerationIncludingGravity;
    if (pull?.x === null || pull?.x === undefined) return;
    if (this.#tilt && this.#sign === null) {
      this.#upward += pull.x * this.#tilt[0] + pull.y * this.#tilt[1] + pull.z * this.#tilt[2];
    }
    const sign = this.#sign ?? 1;
    const values = [pull.x, pull.y, pull.z].map((one) => round(sign * one, 4));
    const turn = event.rotationRate;
    this.#turns ??= turn?.alpha !== null && turn?.alpha !== undefined;
    // Every browser gives turning about x as alpha, y as beta, z as gamma (w3c/deviceorientation 44).
    if (this.#turns) values.push(round(turn?.alpha ?? NaN, 3), round(turn?.beta ?? NaN, 3), round(turn?.gamma ?? NaN, 3));
    this.onRow("m", event.timeStamp, values);
  }

  #attitude(event) {
    const { alpha, beta, gamma } = event;
    if (beta === null || gamma === null) return;
    this.#tilt = up(beta, gamma);
    const heading = event.webkitCompassHeading;
    const level = Math.abs(beta) < FLAT_DEG && Math.abs(gamma) < FLAT_DEG;
    if (heading !== undefined && event.webkitCompassAccuracy >= 0 && level && alpha !== null) {
      this.#north = 360 - heading - alpha; // an iPhone's alpha starts anywhere
    }
    const absolute = event.absolute || event.type === "deviceorientationabsolute";
    const offset = absolute ? 0 : this.#north;
    if (alpha === null || offset === null || event.timeStamp - this.#last < ATTITUDE_EVERY_S * 1000) return;
    this.#last = event.timeStamp;
    this.onRow("o", event.timeStamp, quaternion(alpha + offset, beta, gamma).map((one) => round(one, 5)));
  }
}
