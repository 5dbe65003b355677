// Several recordings at once, each with its progress and its own result or refusal.

import { all, chunkNumbers } from "./keep.js";
import { $, filled } from "./view.js";

const WAIT_S = 15; // one question waits so long for its answer
const POLL_MS = 700;
const words = JSON.parse($("words").textContent);
const form = $("upload");

function row(name) {
  const line = document.createElement("li");
  const text = document.createElement("p");
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  bar.setAttribute("aria-label", name);
  line.append(text, bar);
  $("progress").append(line);
  return {
    name,
    say: (sentence, values = {}) => (text.textContent = filled(sentence, { name, ...values })),
    at: (percent) => (percent === null ? bar.removeAttribute("value") : (bar.value = percent)),
    end: (...parts) => {
      bar.remove();
      line.append(...parts);
    },
  };
}

// XMLHttpRequest, as fetch tells nothing of how much has been sent.
function put(url, file, onShare) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => onShare(event.loaded / event.total);
    request.onerror = () => reject(new Error(words.network));
    request.onload = () => {
      const said = JSON.parse(request.responseText || "{}");
      if (request.status < 300) resolve(said);
      else reject(new Error(said.error?.message ?? String(request.status)));
    };
    request.send(file);
  });
}

async function json(url, options) {
  const answer = await fetch(url, { headers: { "Content-Type": "application/json" }, ...options });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error?.message ?? String(answer.status));
  return said;
}

async function send(files, placement, entry) {
  const lines = new Map();
  const waiting = [...files].map((file) => [file, row(file.name)]);
  let id;
  try {
    ({ id } = await json(`${words.api}/batches`, { method: "POST" }));
  } catch {
    for (const [, line] of waiting) {
      line.say(words.failed, { why: words.network });
      line.end();
    }
    return;
  }
  for (const [file, line] of waiting) {
    try {
      const share = (part) => {
        line.at(part * 100);
        line.say(words.sending, { percent: Math.round(part * 100) });
      };
      share(0);
      const { name } = await put(`${words.api}/batches/${id}/files`, file, share);
      lines.set(name, line);
      line.say(words.sent);
      line.at(null);
    } catch (error) {
      line.say(words.failed, { why: error.message });
      line.end();
    }
  }
  if (!lines.size) return;
  const body = JSON.stringify({ placement, entry });
  const { results } = await json(`${words.api}/batches/${id}/measure`, { method: "POST", body });
  for (const one of results) if (!lines.has(one.title)) lines.set(one.title, row(one.title));
  const main = new Set(results.map((one) => one.title));
  for (const [name, line] of lines) {
    if (main.has(name)) continue; // the others belong to one of them, or were archives
    line.say(words.joined);
    line.end();
  }
  const done = await Promise.all(results.map((result) => follow(result, lines.get(result.title))));
  if (done.length === 1 && waiting.length === 1 && done[0].report) {
    const said = done[0].was_known ? "?known=1" : done[0].by_day ? "?by_day=1" : "";
    location.assign(done[0].report + said);
  }
}

async function follow(result, line) {
  while (result.state === "measuring") {
    const known = result.progress !== null;
    line.say(known ? words.measuring_share : words.measuring, { percent: Math.round((result.progress ?? 0) * 100) });
    line.at(known ? result.progress * 100 : null);
    const asked = `${words.api}/results/${result.id}?wait=${known ? 1 : WAIT_S}`;
    const last = result;
    result = await json(asked).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      return last;
    });
  }
  const part = (text, more = {}) => Object.assign(document.createElement("p"), { textContent: text, lang: "en", ...more });
  if (result.state === "refused") {
    line.say(words.refused);
    line.end(part(result.error.message, { className: "refused" }));
  } else {
    const link = Object.assign(document.createElement("a"), { href: result.report, textContent: words.open });
    link.setAttribute("aria-label", `${words.open}: ${line.name}`);
    line.say(result.was_known ? words.known : words.measured);
    line.end(part(result.headline), link);
  }
  return result;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...$("files").files];
  form.querySelector("button").disabled = true;
  await send(files, $("placement").value, $("entry")?.value ?? "").catch((error) => {
    row(error.message).say("{name}");
  });
  form.querySelector("button").disabled = false;
  $("files").value = "";
});

$("drop").addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
$("drop").addEventListener("dragleave", () => $("drop").classList.remove("over"));
$("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  $("files").files = event.dataTransfer.files;
  if ($("files").files.length) form.requestSubmit();
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
