// The sound of a session: one track for all of it, so that it goes on with the phone locked, short
// cues for what only the phone knows the moment of, and beeps where no file could be fetched.

const TONES = { go: [[1175, 0.4]], backward: [[1175, 0.2], [1760, 0.25]], stop: [[988, 0.2], [740, 0.25]], count: [[880, 0.12]] };
const FAR_S = 0.3; // a sound further off than this from its clock is put right

export class Sound {
  about = null;
  #track = new Audio();
  #clips = {};
  #wanted = false;
  #behind = false;
  #context = null;

  constructor(onInterrupted) {
    this.#track.preload = "auto";
    this.#track.addEventListener("waiting", () => (this.#behind = true));
    this.#track.addEventListener("pause", () => {
      const cut = this.#wanted && this.#track.paused && !this.#track.ended;
      if (cut) onInterrupted(); // a call, or headphones pulled out
    });
  }

  // Fetches all files, as blobs that need no network later.
  async load(path) {
    const about = await (await fetched(`${path}/sound.json`)).json();
    const blob = async (url) => URL.createObjectURL(await (await fetched(url)).blob());
    this.#track.src = await blob(about.track);
    for (const [name, url] of Object.entries(about.clips)) this.#clips[name] = new Audio(await blob(url));
    this.about = about;
    return about;
  }

  get lead() {
    return this.about?.start_s ?? 10;
  }

  async play(at) {
    this.#wanted = true;
    this.#context ??= window.AudioContext ? new AudioContext() : null; // a touch has just allowed it
    this.#context?.resume().catch(() => {});
    if (!this.about) return;
    this.#track.currentTime = at;
    this.#behind = false;
    await this.#track.play().catch(() => {});
  }

  pause() {
    this.#wanted = false;
    this.#track.pause();
  }

  // Where the track is, or null while it is silent or late.
  heard() {
    const track = this.#track;
    if (track.paused || track.seeking || track.readyState < 3 || this.#behind) return null;
    return track.currentTime;
  }

  // Puts a track right that had to wait.
  follow(at) {
    const track = this.#track;
    if (!this.#wanted || track.paused || track.readyState < 3 || !this.#behind) return;
    if (Math.abs(track.currentTime - at) > FAR_S) track.currentTime = at;
    this.#behind = false;
  }

  cue(name) {
    const clip = this.#clips[name];
    if (!clip) return this.beep("count");
    clip.currentTime = 0;
    return clip.play().catch(() => this.beep("count"));
  }

  beep(name) {
    if (!this.#context) return;
    let at = this.#context.currentTime;
    for (const [hz, length] of TONES[name]) {
      const note = this.#context.createOscillator();
      const gain = this.#context.createGain();
      note.frequency.value = hz;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.5, at + 0.01);
      gain.gain.setValueAtTime(0.5, at + length - 0.02);
      gain.gain.linearRampToValueAtTime(0, at + length);
      note.connect(gain).connect(this.#context.destination);
      note.start(at);
      note.stop(at + length);
      at += length;
    }
  }

  // What a locked phone shows, and what its buttons and those of a headset do.
  controls(title, actions) {
    const session = navigator.mediaSession;
    if (!session) return;
    session.metadata = new MediaMetadata({ title, artist: "Backstride" });
    for (const [name, action] of Object.entries(actions)) {
      try {
        session.setActionHandler(name, action);
      } catch {
        continue; // a name that this browser does not know
      }
    }
  }

  shows(step, playing) {
    if (!navigator.mediaSession) return;
    if (navigator.mediaSession.metadata) navigator.mediaSession.metadata.artist = step;
    navigator.mediaSession.playbackState = playing ? "playing" : "paused";
  }
}

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}
