// Pointing at a body in place of reading a list: a touch on a place shows its numbers. The list is
// what is sent, so without this script it is all there is.

const shade = (pain) => (pain >= 6 ? "much" : pain >= 3 ? "some" : pain > 0 ? "little" : "");

function begin(box) {
  const rows = new Map([...box.querySelectorAll(".pain-row")].map((row) => [row.dataset.site, row]));
  const places = [...box.querySelectorAll(".place")];
  const none = box.querySelector(".pains-none");
  const worst = (row) => Math.max(...[...row.querySelectorAll("select")].map((one) => Number(one.value)));

  function show() {
    let shown = false;
    for (const [site, row] of rows) {
      const pain = worst(row);
      row.hidden = !(pain > 0 || row.classList.contains("chosen"));
      shown ||= !row.hidden;
      for (const place of places.filter((one) => one.dataset.site === site)) {
        place.setAttribute("class", `place ${shade(pain)} ${row.hidden ? "" : "chosen"}`);
        const said = box.dataset.says.replace("{place}", place.dataset.name).replace("{n}", pain);
        place.setAttribute("aria-label", pain ? said : place.dataset.name);
        place.setAttribute("aria-pressed", String(!row.hidden));
      }
    }
    none.hidden = shown;
  }

  function choose(site) {
    const row = rows.get(site);
    const unused = row.classList.contains("chosen") && !worst(row);
    row.classList.toggle("chosen", !unused);
    show();
    if (!unused) row.querySelector("select").focus();
  }

  for (const place of places) {
    place.setAttribute("role", "button");
    place.setAttribute("tabindex", "0");
    place.addEventListener("click", () => choose(place.dataset.site));
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(place.dataset.site);
    });
  }
  for (const button of box.querySelectorAll("button[data-site]")) {
    button.addEventListener("click", () => choose(button.dataset.site));
  }
  box.addEventListener("change", show);
  for (const hidden of box.querySelectorAll(".bodies, .bodies-more")) hidden.hidden = false;
  show();
}

document.querySelectorAll(".pains").forEach(begin);
