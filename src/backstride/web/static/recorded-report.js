// The report in its frame: fetched where it was not there yet, then its player.

const words = JSON.parse(document.getElementById("report-words")?.textContent ?? "{}");
const holder = document.getElementById("report");

function play() {
  const player = document.querySelector("script[data-player]")?.dataset.player;
  if (!player || !document.getElementById("player-data")) return;
  document.head.append(Object.assign(document.createElement("script"), { src: player }));
}

function put({ headline, html, player, short }) {
  const lead = Object.assign(document.createElement("p"), { className: "report-lead", textContent: headline, lang: "en" });
  const body = Object.assign(document.createElement("div"), { lang: "en" });
  body.innerHTML = html; // made by the app's own templates
  holder.replaceChildren(lead, body);
  for (const one of short ?? []) {
    document.getElementById("short").append(Object.assign(document.createElement("li"), { textContent: one }));
  }
  if (!player) return;
  const data = Object.assign(document.createElement("script"), { type: "application/json", id: "player-data" });
  data.textContent = JSON.stringify(player);
  document.body.append(data);
}

async function fetched(source) {
  const answer = await fetch(source, { headers: { Accept: "application/json" } });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error?.message ?? String(answer.status));
  return said;
}

let there = JSON.parse(document.getElementById("whole-samples")?.textContent ?? "{}");
if (holder?.dataset.source) {
  try {
    there = await fetched(holder.dataset.source);
    put(there);
  } catch (error) {
    const failed = Object.assign(document.createElement("p"), { className: "problem" });
    failed.textContent = words.failed.replace("{why}", error.message);
    holder.replaceChildren(failed);
  }
}
if (holder) {
  document.dispatchEvent(new CustomEvent("report-ready", { detail: there }));
  holder.dataset.ready = "";
  play();
}
