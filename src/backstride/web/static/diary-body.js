// Pointing at a body in place of reading a list: a touch on a place shows its numbers. The list is
// what is sent, so without this script it is all there is.

const shade = (pain) => (pain >= 6 ? "much" : pain >= 3 ? "some" : pain > 0 ? "little" : "");

function isOn(row, side) {
  const said = row.querySelector(".side")?.value;
  return !side || !said || said === "both" || said === side;
}

function begin(box) {
  const rows = new Map([...box.querySelectorAll(".pain-row")].map((row) => [row.dataset.site, row]));
  const places = [...box.querySelectorAll(".place")];
  const none = box.querySelector(".pains-none");
  const worst = (row) => Math.max(...[...row.querySelectorAll("select:not(.side)")].map((one) => Number(one.value)));

  function show() {
    let shown = false;
    for (const [site, row] of rows) {
      const pain = worst(row);
      row.hidden = !(pain > 0 || row.classList.contains("chosen"));
      shown ||= !row.hidden;
      for (const place of places.filter((one) => one.dataset.site === site)) {
        const here = !row.hidden && isOn(row, place.dataset.side);
        place.setAttribute("class", `place ${here ? `${shade(pain)} chosen` : ""}`);
        const said = box.dataset.says.replace("{place}", place.dataset.name).replace("{n}", pain);
        place.setAttribute("aria-label", pain && here ? said : place.dataset.name);
        place.setAttribute("aria-pressed", String(here));
      }
    }
    none.hidden = shown;
  }

  function choose(site, side) {
    const row = rows.get(site);
    const said = row.querySelector(".side");
    const here = !row.hidden && isOn(row, side);
    const other = side === "left" ? "right" : "left";
    let unused = here && !worst(row);
    if (said && side && !row.hidden && said.value) {
      unused &&= said.value === side;
      if (!here) said.value = "both";
      else if (said.value === "both") said.value = other;
    } else if (said && side && !unused) said.value = side;
    row.classList.toggle("chosen", !unused);
    if (unused && said) said.value = "";
    show();
    if (!unused) row.querySelector("select:not(.side)").focus();
  }

  for (const place of places) {
    place.setAttribute("role", "button");
    place.setAttribute("tabindex", "0");
    place.addEventListener("click", () => choose(place.dataset.site, place.dataset.side));
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(place.dataset.site, place.dataset.side);
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
