// Keeps the app's own files, the opened sessions and their sounds for use without a network.
// The server fills in the version and the list of files.

const FILES = `files-${"VERSION"}`;
const ASSETS = ["ASSETS"];
const PATIENCE_MS = 4000; // a network this slow is none, if the page is kept
const ANY = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/sounds/")) event.respondWith(kept(request));
  else if (url.pathname.endsWith("/sound.json")) event.respondWith(fresh(request, "sounds"));
  else if (request.mode === "navigate") event.respondWith(fresh(request, "pages"));
});

async function install() {
  await (await caches.open(FILES)).addAll([...ASSETS, "/offline"]);
  await self.skipWaiting();
}

// A kept page names files of the version it came with, so pages are fetched anew before those go.
async function activate() {
  const pages = await caches.open("pages");
  let renewed = true;
  for (const request of await pages.keys()) {
    try {
      const answer = await fetch(request.url, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) await pages.put(request.url, answer);
    } catch {
      renewed = false;
    }
  }
  for (const name of await caches.keys()) {
    if (renewed && name.startsWith("files-") && name !== FILES) await caches.delete(name);
  }
  await self.clients.claim();
}

async function kept(request) {
  return (await caches.match(request.url, ANY)) ?? fetch(request);
}

async function fresh(request, name) {
  const cache = await caches.open(name);
  const old = await cache.match(request.url, ANY);
  try {
    const patience = old && AbortSignal.timeout ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {};
    const answer = await fetch(request, patience);
    if (old && answer.ok && !answer.redirected) await cache.put(request.url, answer.clone());
    return answer;
  } catch {
    return old ?? (await caches.match("/offline", ANY)) ?? Response.error();
  }
}
