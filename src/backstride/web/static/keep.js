// What the browser keeps until it has been sent: runs, pieces of recordings, and where a session
// was interrupted. Everything is in IndexedDB, which survives a closed tab and a dead network.

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("backstride", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("runs", { keyPath: "id" });
      asked.result.createObjectStore("chunks", { keyPath: ["run", "n"] });
      asked.result.createObjectStore("places", { keyPath: "session" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(stores, mode, work) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const change = base.transaction(stores, mode, { durability: "strict" });
    let result;
    change.oncomplete = () => resolve(result?.result);
    change.onerror = change.onabort = () => reject(change.error);
    result = work(...stores.map((name) => change.objectStore(name)));
  });
}

export const read = (store, key) => within([store], "readonly", (s) => s.get(key));
export const all = (store) => within([store], "readonly", (s) => s.getAll());
export const write = (store, value) => within([store], "readwrite", (s) => s.put(value));
export const forget = (store, key) => within([store], "readwrite", (s) => s.delete(key));

const ofRun = (run) => IDBKeyRange.bound([run, 0], [run, Infinity]);

export const chunksOf = (run) => within(["chunks"], "readonly", (s) => s.getAll(ofRun(run)));
export const countChunks = (run) => within(["chunks"], "readonly", (s) => s.count(ofRun(run)));
export const chunkNumbers = (run) => within(["chunks"], "readonly", (s) => s.getAllKeys(ofRun(run)));

// Changes one run without losing what another part of the page wrote meanwhile.
export async function changeRun(id, change) {
  return within(["runs"], "readwrite", (runs) => {
    const asked = runs.get(id);
    asked.onsuccess = () => asked.result && runs.put({ ...asked.result, ...change(asked.result) });
    return asked;
  });
}

export async function forgetRun(id) {
  return within(["runs", "chunks"], "readwrite", (runs, chunks) => {
    chunks.delete(ofRun(id));
    runs.delete(id);
  });
}

// 32 digits at random; crypto.randomUUID is missing on pages without HTTPS.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}
