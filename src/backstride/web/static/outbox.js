// Sends what is kept, piece by piece, whenever the app can be reached, and forgets a recording only
// when the app has said that it holds all of it.

import { all, changeRun, chunkNumbers, forgetRun, read, write } from "./keep.js";

const ABANDONED_MS = 6 * 3600 * 1000; // an interrupted run that nobody went on with
const SHORTEST_MS = 2000;
const LONGEST_MS = 60000;

let busy = false;
let again = false;
let wait = SHORTEST_MS;
let timer = null;
const listeners = new Set();

// Tells of each change: (run, state, about) with state sending, waiting, measuring, measured, refused.
export const onSending = (listener) => listeners.add(listener);
const tell = (run, state, about = {}) => listeners.forEach((one) => one(run, state, about));

class Refused extends Error {}

export async function sendAll() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  clearTimeout(timer);
  let failed = false;
  let open = false;
  try {
    for (const run of await all("runs")) {
      try {
        open = (await sendRun(run)) || open;
      } catch (error) {
        if (error instanceof Refused) tell(run, "refused", { why: error.message });
        else {
          failed = true;
          tell(run, "waiting");
        }
      }
    }
  } catch {
    failed = true;
  } finally {
    busy = false;
  }
  wait = failed ? Math.min(LONGEST_MS, wait * 2) : SHORTEST_MS;
  if (again) {
    again = false;
    sendAll();
  } else if (failed || open) timer = setTimeout(sendAll, wait);
}

// Returns whether there is something to come back for.
async function sendRun(run) {
  if (run.open && Date.now() - run.touched > ABANDONED_MS) {
    const log = run.log ?? (await leftLog(run));
    run = { ...run, open: false, log };
    await changeRun(run.id, () => ({ open: false, log }));
  }
  await sendChunks(run);
  if (run.log && !run.logSent) {
    const logged = await ask("PUT", `${at(run)}/log`, JSON.stringify(run.log));
    await changeRun(run.id, (now) => ({ logSent: JSON.stringify(now.log) === JSON.stringify(run.log) }));
    if (run.log.answered) tell(run, "logged", logged);
  }
  if (run.open) return false;
  // Until the person has answered, their answers may still come.
  const settled = run.log && (run.answered || Date.now() - run.touched > ABANDONED_MS);
  const pieces = (await chunkNumbers(run.id)).length;
  if (!pieces) {
    if (settled) await forgetRun(run.id);
    return false;
  }
  if (!run.finished) await finish(run, pieces);
  return follow(run, settled);
}

// A run belongs to whoever played it, whoever is at the phone when it is sent.
const at = (run) => (run.person ? `/api/people/${run.person}/runs/${run.id}` : `/api/runs/${run.id}`);

// What was done of a session whose page was closed and never opened again.
async function leftLog(run) {
  const place = await read("places", run.session);
  if (place?.run !== run.id) return null;
  const moment = (ms) => new Date(ms).toISOString();
  const steps = [...place.done, ...(place.part ? [place.part] : [])];
  const times = { started_at: moment(place.startedMs), ended_at: moment(place.saved), away_s: place.away ?? 0 };
  return { session: run.session, title: run.title, ...times, ended_by: "stopped", answered: false, steps };
}

async function sendChunks(run) {
  const numbers = await chunkNumbers(run.id);
  let done = 0;
  for (const [, n] of numbers) {
    const chunk = await read("chunks", [run.id, n]);
    if (chunk.sealed || !run.open) {
      if (!chunk.sent) {
        await ask("PUT", `${at(run)}/chunks/${n}`, chunk.text, "text/plain");
        await write("chunks", { ...chunk, sealed: true, sent: true });
      }
      done += 1;
    }
    if (!run.open) tell(run, "sending", { done, all: numbers.length });
  }
}

async function finish(run, pieces) {
  const end = JSON.stringify({ title: run.title, chunks: pieces, header: run.header });
  const answer = await ask("POST", `${at(run)}/finish`, end, "application/json", [409]);
  if (answer.missing) {
    for (const n of answer.missing) {
      const chunk = await read("chunks", [run.id, n]);
      if (chunk) await write("chunks", { ...chunk, sent: false });
    }
    throw new Error("pieces are missing");
  }
  await changeRun(run.id, () => ({ finished: true }));
}

async function follow(run, settled) {
  const { result } = await ask("GET", at(run));
  if (!result || result.state === "measuring") {
    tell(run, "measuring");
    return true;
  }
  if (settled || !run.log) await forgetRun(run.id);
  if (result.state === "measured") tell(run, "measured", { url: result.report });
  else tell(run, "refused", { why: result.error.message });
  return false;
}

async function ask(method, url, body, type = "application/json", also = []) {
  const answer = await fetch(url, { method, body, headers: body ? { "Content-Type": type } : {} });
  if (answer.status === 204) return {};
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || (also.includes(answer.status) && said.missing)) return said;
  const early = said.error?.code === "nobody_yet"; // played before anybody is in the journal
  if ([400, 404, 409, 413, 422].includes(answer.status) && !early) throw new Refused(said.error?.message ?? "");
  throw new Error(String(answer.status));
}

window.addEventListener("online", () => {
  wait = SHORTEST_MS;
  sendAll();
});
