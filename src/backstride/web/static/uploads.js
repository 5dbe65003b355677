// Several recordings at once, each with its progress and its own result or refusal.

import { all, chunkNumbers } from "./keep.js";
import { $, filled } from "./view.js";

const WAIT_S = 15; // one question waits so long for its answer
const SOON_S = 2; // or so long, where something changes or others wait to ask
const POLL_MS = 700;
const MOST_QUESTIONS = 3; // browsers ask six things at once, and a cancelling must not wait
const MOST_IN_FOLDER = 200; // as many as a group takes
const words = JSON.parse($("words").textContent);
const form = $("upload");
const lines = new Set(); // of this page
let sending = 0; // files whose bytes are on their way or waiting to be
const begun = new Map(); // groups that hold whole files and are not being measured yet

function size(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  const places = value < 10 ? 1 : 0;
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: places })}\u00a0${unit}`;
}

function sum() {
  const done = [...lines].filter((one) => one.done).length;
  $("progress-sum").textContent = lines.size ? filled(done < lines.size ? words.sum : words.sum_done, { done, all: lines.size }) : "";
}

function row(name) {
  const item = document.createElement("li");
  const text = document.createElement("p");
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  bar.setAttribute("aria-label", name);
  const stop = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: words.cancel });
  stop.setAttribute("aria-label", `${words.cancel}: ${name}`);
  const beside = Object.assign(document.createElement("div"), { className: "under-way" });
  beside.append(bar, stop);
  item.append(text, beside);
  $("progress").append(item);
  const line = {
    name,
    done: false,
    stopped: false,
    onStop: null,
    say: (sentence, values = {}) => (text.textContent = filled(sentence, { name, ...values })),
    at: (percent) => (percent === null ? bar.removeAttribute("value") : (bar.value = percent)),
    end: (...parts) => {
      beside.remove();
      item.append(...parts);
      line.done = true;
      sum();
    },
  };
  stop.addEventListener("click", () => {
    line.stopped = true;
    stop.disabled = true;
    line.onStop?.();
  });
  line.say(words.to_come);
  lines.add(line);
  sum();
  return line;
}

const cancelled = (line) => {
  line.say(words.cancelled);
  line.end();
};

// XMLHttpRequest, as fetch tells nothing of how much has been sent.
function put(url, file, line) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (!event.total) return;
      const share = event.loaded / event.total;
      line.at(share * 100);
      line.say(words.sending, { done: size(event.loaded), whole: size(event.total), percent: Math.floor(share * 100) });
    };
    request.onerror = () => reject(new Error(words.network));
    request.onabort = () => resolve(null);
    request.onload = () => {
      const said = JSON.parse(request.responseText || "{}");
      if (request.status < 300) resolve(said);
      else reject(new Error(said.error?.message ?? String(request.status)));
    };
    line.onStop = () => request.abort();
    request.send(file);
  });
}

async function json(url, options) {
  const answer = await fetch(url, { headers: { "Content-Type": "application/json" }, ...options });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(said.error?.message ?? String(answer.status)), { status: answer.status });
  return said;
}

// What need not be sent to be known.
function refusedHere(file, line) {
  if (file.size > words.most_bytes) line.say(words.too_large, { whole: size(file.size), most: size(words.most_bytes) });
  else if (!file.size) line.say(words.empty);
  else return false;
  line.end();
  return true;
}

async function sendOne(id, file, line, named) {
  if (line.stopped) return cancelled(line);
  try {
    await file.slice(0, 1).arrayBuffer(); // a folder, or a file that has gone, cannot be read
  } catch {
    line.say(words.failed, { why: words.unreadable });
    return line.end();
  }
  try {
    line.say(words.sending, { done: size(0), whole: size(file.size), percent: 0 });
    const sent = await put(`${words.api}/batches/${id}/files`, file, line);
    line.onStop = null;
    if (!sent) return cancelled(line);
    named.set(sent.name, line);
    line.say(words.sent);
    line.at(null);
  } catch (error) {
    line.say(words.failed, { why: error.message });
    line.end();
  }
}

async function send(files, said) {
  const waiting = [...files].map((file) => [file, row(file.name)]).filter(([file, line]) => !refusedHere(file, line));
  if (!waiting.length) return;
  sending += waiting.length;
  $("progress-sum").scrollIntoView({ block: "center" });
  const named = new Map();
  let id;
  try {
    ({ id } = await json(`${words.api}/batches`, { method: "POST" }));
    for (const [file, line] of waiting) {
      await sendOne(id, file, line, named);
      sending -= 1;
      if (named.size) begun.set(id, said);
    }
  } catch (error) {
    sending -= waiting.length;
    for (const [, line] of waiting) {
      line.say(words.failed, { why: error.status ? error.message : words.network });
      line.end();
    }
    return;
  }
  if (!named.size) return;
  const { results } = await json(`${words.api}/batches/${id}/measure`, { method: "POST", body: JSON.stringify(said) });
  begun.delete(id);
  for (const one of results) if (!named.has(one.title)) named.set(one.title, row(one.title));
  const main = new Set(results.map((one) => one.title));
  for (const [name, line] of named) {
    if (main.has(name)) continue; // the others belong to one of them, or were archives
    line.say(words.joined);
    line.end();
  }
  const done = await Promise.all(results.map((result) => follow(result, named.get(result.title))));
  if (done.length === 1 && lines.size === 1 && done[0]?.report) {
    const how = done[0].was_known ? "?known=1" : done[0].by_day ? "?by_day=1" : "";
    location.assign(done[0].report + how);
  }
}

function tell(result, line) {
  const known = result.progress !== null;
  line.at(known ? result.progress * 100 : null);
  if (result.stage === "waiting" && result.ahead) line.say(words.queued, { n: result.ahead });
  else if (result.stage === "keeping") line.say(words.keeping);
  else if (known) line.say(words.measuring_share, { percent: Math.floor(result.progress * 100) });
  else line.say(words.measuring);
}

async function callBack(result, line) {
  try {
    await json(`${words.api}/results/${result.id}`, { method: "DELETE" });
    if (!line.done) cancelled(line);
  } catch (error) {
    if (error.status !== 404) line.say(words.too_late);
    line.stopped = false;
  }
}

async function follow(result, line) {
  line.onStop = () => callBack(result, line);
  if (line.stopped) await callBack(result, line); // asked for while it was being put together
  while (result.state === "measuring" && !line.done) {
    tell(result, line);
    const unsettled = [...lines].filter((one) => !one.done).length;
    const soon = result.progress !== null || result.stage === "waiting" || unsettled > MOST_QUESTIONS;
    const last = result;
    result = await json(`${words.api}/results/${result.id}?wait=${soon ? SOON_S : WAIT_S}`).catch(async (error) => {
      if (error.status === 404) return null; // called back, here or elsewhere
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      return last;
    });
    if (!result) {
      if (!line.done) cancelled(line);
      return null;
    }
  }
  if (line.done) return null;
  const part = (text, more = {}) => Object.assign(document.createElement("p"), { textContent: text, ...more });
  if (result.state === "refused") {
    line.say(words.refused);
    const why = Object.assign(document.createElement("details"), { className: "why" });
    why.append(Object.assign(document.createElement("summary"), { textContent: words.detail }), part(result.error.message, { lang: "en" }));
    line.end(part(words.reasons[result.error.code] ?? words.reasons.unreadable, { className: "refused" }), why);
  } else {
    const link = Object.assign(document.createElement("a"), { href: result.report, textContent: words.open });
    link.setAttribute("aria-label", `${words.open}: ${line.name}`);
    line.say(result.was_known ? words.known : words.measured);
    line.end(part(result.headline), link);
  }
  return result;
}

async function start(files) {
  const button = form.querySelector("button");
  button.disabled = true;
  await send(files, { placement: $("placement").value, entry: $("entry")?.value ?? "" }).catch((error) => {
    const line = row(error.message);
    line.say("{name}");
    line.end();
  });
  button.disabled = false;
  if (!sending) $("files").value = "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  start([...$("files").files]);
});

// Everything in what was dropped, folders too.
async function filesIn(transfer) {
  const entries = [...(transfer.items ?? [])].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((one) => one.isDirectory)) return [...transfer.files];
  const found = [];
  while (entries.length && found.length < MOST_IN_FOLDER) {
    const entry = entries.shift();
    if (entry.isFile) found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    if (!entry.isDirectory) continue;
    const reader = entry.createReader();
    for (let some = [null]; some.length; ) {
      some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      entries.push(...some);
    }
  }
  return found.filter((one) => !one.name.startsWith("."));
}

$("drop").addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
$("drop").addEventListener("dragleave", () => $("drop").classList.remove("over"));
$("drop").addEventListener("drop", async (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  const files = await filesIn(event.dataTransfer).catch(() => []);
  if (files.length) start(files);
  else $("progress-sum").textContent = words.folder;
});

// Whoever leaves while bytes are on their way is asked; what has come is measured all the same.
addEventListener("beforeunload", (event) => {
  if (sending > 0) event.preventDefault();
});
addEventListener("pagehide", () => {
  for (const [id, said] of begun) {
    const headers = { "Content-Type": "application/json" };
    fetch(`${words.api}/batches/${id}/measure`, { method: "POST", headers, body: JSON.stringify(said), keepalive: true });
  }
  begun.clear();
});

// A page that came while something was being measured shows the result when it is there.
if (document.querySelector('#results [data-state="measuring"]')) {
  const timer = setInterval(async () => {
    const { results } = await json(`${words.api}/results`).catch(() => ({ results: [{ state: "measuring" }] }));
    if (results.some((one) => one.state === "measuring") || $("progress").children.length) return;
    clearInterval(timer);
    location.reload();
  }, POLL_MS * 3);
}

for (const run of await all("runs").catch(() => [])) {
  const left = (await chunkNumbers(run.id)).length;
  if (!left) continue;
  const line = document.createElement("li");
  line.textContent = filled(words.unsent_one, { title: run.title, n: left });
  $("unsent-list").append(line);
  $("unsent").hidden = false;
}
