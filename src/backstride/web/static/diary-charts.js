// The figure under a finger or pointer, in words below its chart. The table says the same to those
// who do not point.

function begin(chart, readout) {
  const points = [...chart.querySelectorAll(".point")];
  let lit = null;

  function light(event) {
    const box = chart.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
    const away = (one) => Math.abs(Number(one.dataset.at) - at);
    const near = points.reduce((best, one) => (best && away(best) <= away(one) ? best : one), null);
    if (near === lit) return;
    lit?.classList.remove("lit");
    lit = near;
    lit?.classList.add("lit");
    readout.textContent = lit?.querySelector("title").textContent ?? "";
  }

  chart.addEventListener("pointermove", light);
  chart.addEventListener("pointerdown", light);
  chart.addEventListener("pointerleave", () => {
    lit?.classList.remove("lit");
    lit = null;
    readout.textContent = "";
  });
}

for (const box of document.querySelectorAll(".chart-box")) {
  for (const chart of box.querySelectorAll("svg.chart")) begin(chart, box.querySelector(".readout"));
}
