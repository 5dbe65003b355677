// Keeps the screen on, and gets it back when the page is seen again.

let wanted = false;
let lock = null;

export const canStayAwake = () => "wakeLock" in navigator;

export async function stayAwake() {
  wanted = true;
  if (!canStayAwake() || lock || document.visibilityState !== "visible") return Boolean(lock);
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => {
      lock = null;
      if (wanted) setTimeout(stayAwake, 1000);
    });
  } catch {
    lock = null; // low battery: asked for again when the page is next seen
  }
  return Boolean(lock);
}

export function mayRest() {
  wanted = false;
  lock?.release().catch(() => {});
  lock = null;
}

document.addEventListener("visibilitychange", () => {
  if (wanted && document.visibilityState === "visible") stayAwake();
});
