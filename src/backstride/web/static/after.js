// Right after a session: pain first, then how hard it was.

import { sendAll } from "./outbox.js";
import { $ } from "./view.js";

export function askAfter(plan, how, { started, away, done }, keep) {
  const title = $("after-title");
  title.textContent = how === "stopped" ? title.dataset.stopped : title.dataset.finished;
  $("stage").hidden = true;
  document.body.classList.remove("playing", "spotter");
  $("after").hidden = false;
  title.focus();
  const ended = new Date().toISOString();
  const form = $("log");
  const number = (name) => (form.elements[name].value === "" ? null : Number(form.elements[name].value));
  const places = () => (number("pain") > 0 ? new FormData(form).getAll("site") : []);
  const sideOf = (site) => form.elements[`side_${site}`]?.value;
  form.addEventListener("change", () => {
    $("where").hidden = !(number("pain") > 0);
    const named = places();
    for (const ask of form.querySelectorAll(".which-side")) ask.hidden = !named.includes(ask.dataset.site);
  });
  const answers = (answered) => ({
    session: plan.session,
    title: plan.title,
    started_at: started,
    ended_at: ended,
    ended_by: how,
    away_s: away,
    answered,
    pain: number("pain"),
    pain_sites: places(),
    pain_sides: Object.fromEntries(places().filter(sideOf).map((site) => [site, sideOf(site)])),
    exertion: number("exertion"),
    note: form.elements.note.value,
    steps: done,
  });
  keep(answers(false), false); // what was done counts even if nobody answers
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keep(answers(true), true);
    form.hidden = true;
    title.textContent = title.dataset.thanks;
    $("saved").hidden = false;
    $("saved").tabIndex = -1;
    $("saved").focus();
    sendAll();
  });
}
