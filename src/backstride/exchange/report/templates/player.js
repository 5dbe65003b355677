(() => {
  "use strict";
  const holder = document.getElementById("player-data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const points = new Int16Array(Uint8Array.from(atob(data.points), (c) => c.charCodeAt(0)).buffer);
  const UNSEEN = -32768;
  const FLOOR_Y = 345;
  const TILT = (13 * Math.PI) / 180;
  const SIDES = ["middle", "left", "right"];
  const LABELS = { transition: "between directions", unknown: "not known", still: "standing" };
  const byId = (id) => document.getElementById(id);
  const stage = byId("stage");
  const scrub = byId("scrub");
  const button = byId("play");
  let frame = 0;
  let playing = false;
  let before = 0;

  function add(name, kind, parent = stage) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    made.setAttribute("class", kind);
    parent.append(made);
    return made;
  }
  function set(node, attributes) {
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  }

  const floor = add("path", "grid");
  const travel = add("path", "travel");
  const stands = [1, 2].map((side) => add("line", `stand of-${SIDES[side]}`));
  const bones = data.bones.map(([, , side]) => add("line", `bone of-${SIDES[side]}`));
  const head = add("circle", "head");
  const nose = add("line", "nose-line");
  head.setAttribute("r", 13);

  let tallest = 1000;
  for (let i = 2; i < points.length; i += 3) tallest = Math.max(tallest, points[i]);
  const scale = 320 / Math.max(tallest * 1.04, 1500);

  const mix = (a, b, w) => a + (b - a) * w;
  function known(list, i) {
    for (const k of [i, i - 1, i + 1]) if (list[k] !== null && list[k] !== undefined) return list[k];
    return null;
  }

  // A point at a moment between two frames: [x, y, z] in mm from the body's place on the ground.
  function pointAt(k, i, w) {
    const a = (i * data.count + k) * 3;
    const b = Math.min(i + 1, data.frames - 1) * data.count * 3 + k * 3;
    const seenA = points[a] !== UNSEEN;
    const seenB = points[b] !== UNSEEN;
    if (!seenA || (w > 0 && !seenB)) return null;
    return [0, 1, 2].map((axis) => mix(points[a + axis], seenB ? points[b + axis] : 0, seenB ? w : 0));
  }

  // From the runner's right side by default, so that facing points to the right of the screen.
  function camera(i, w) {
    const next = Math.min(i + 1, data.frames - 1);
    const beside = byId("follow").checked ? mix(data.view[i], data.view[next], w) : data.view[data.first];
    const angle = ((beside + Number(byId("turn").value)) * Math.PI) / 180;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    return ([x, y, z]) => [
      320 + (x * c + y * s) * scale,
      FLOOR_Y - (z * Math.cos(TILT) + (y * c - x * s) * Math.sin(TILT)) * scale,
    ];
  }

  function drawFloor(project, rootX, rootY) {
    const reach = 4000;
    let d = "";
    for (const axis of [0, 1]) {
      const own = axis ? rootY : rootX;
      for (let m = Math.ceil((own - reach) / 1000); m * 1000 <= own + reach; m += 1) {
        const at = m * 1000 - own;
        const ends = [-reach, reach].map((far) => project(axis ? [far, at, 0] : [at, far, 0]));
        d += `M${ends.map((p) => p.map((v) => v.toFixed(1)).join(" ")).join("L")}`;
      }
    }
    floor.setAttribute("d", d);
  }

  function directionAt(i) {
    let found = "unknown";
    for (const [from, name] of data.direction) if (from <= i) found = name;
    return found;
  }

  function drawTravel(project, i, direction) {
    const a = Math.max(0, i - 2) * 2;
    const b = Math.min(data.frames - 1, i + 2) * 2;
    const [dx, dy] = [data.root[b] - data.root[a], data.root[b + 1] - data.root[a + 1]];
    const length = Math.hypot(dx, dy);
    const moving = !["still", "unknown"].includes(direction) && length > 1;
    travel.setAttribute("class", `travel ${direction}`);
    if (!moving) return travel.setAttribute("d", "");
    const [ux, uy] = [dx / length, dy / length];
    const at = (along, across) =>
      project([ux * along - uy * across, uy * along + ux * across, 0]).map((v) => v.toFixed(1)).join(" ");
    const shaft = `M${at(300, 70)}L${at(650, 70)}L${at(650, 190)}L${at(950, 0)}`;
    return travel.setAttribute("d", `${shaft}L${at(650, -190)}L${at(650, -70)}L${at(300, -70)}Z`);
  }

  function drawBody(project, i, w, down) {
    const seen = new Map();
    const place = (k) => {
      if (!seen.has(k)) {
        const p = pointAt(k, i, w);
        seen.set(k, p && project(p));
      }
      return seen.get(k);
    };
    const feet = [[], []];
    data.bones.forEach(([from, to, side, foot], n) => {
      const [p, q] = [place(from), place(to)];
      const lit = foot && down.includes(side);
      bones[n].setAttribute("class", `bone of-${SIDES[side]}${lit ? " lit" : ""}`);
      bones[n].style.display = p && q ? "" : "none";
      if (!p || !q) return;
      set(bones[n], { x1: p[0], y1: p[1], x2: q[0], y2: q[1] });
      if (lit) feet[side - 1].push(p, q);
    });
    feet.forEach((ends, n) => {
      stands[n].style.display = ends.length ? "" : "none";
      if (!ends.length) return;
      const across = ends.map((p) => p[0]);
      const y = Math.max(...ends.map((p) => p[1])) + 7;
      set(stands[n], { x1: Math.min(...across) - 6, x2: Math.max(...across) + 6, y1: y, y2: y });
    });
    drawHead(project, i, w, data.head === null ? null : place(data.head));
  }

  function drawHead(project, i, w, p) {
    const facing = known(data.facing, i);
    head.style.display = p ? "" : "none";
    nose.style.display = p && facing !== null ? "" : "none";
    if (!p) return;
    set(head, { cx: p[0], cy: p[1] });
    if (facing === null) return;
    const angle = (facing * Math.PI) / 180;
    const [x, y, z] = pointAt(data.head, i, w);
    const ahead = (mm) => project([x + mm * Math.cos(angle), y + mm * Math.sin(angle), z]);
    const [from, to] = [ahead(13 / scale), ahead(13 / scale + 70)];
    set(nose, { x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
  }

  function readOut(i, ms, direction, down) {
    const speed = known(data.speed, i);
    const seconds = `${(ms / 1000).toFixed(2)} s`;
    const said = LABELS[direction] || direction;
    const pace = speed === null ? "not seen" : `${(speed / 100).toFixed(1)} m/s`;
    const knees = ["knee_left", "knee_right"].map((name) => known(data.angles[name] || [], i));
    byId("at-time").textContent = seconds;
    byId("at-direction").textContent = said;
    byId("at-speed").textContent = pace;
    byId("at-knees").textContent = knees.map((k) => (k === null ? "–" : `${k}°`)).join(", ");
    const feet = down.map((side) => SIDES[side]).join(" and ");
    byId("at-feet").textContent = feet || (data.contacts.length ? "neither foot" : "not known");
    scrub.value = String(Math.round(frame));
    scrub.setAttribute("aria-valuetext", `${seconds}, ${said}, ${pace}`);
  }

  function follow(ms, x, y) {
    for (const chart of document.querySelectorAll("g.timeline")) {
      const { low, high, start, end } = chart.dataset;
      const at = mix(Number(start), Number(end), (ms / 1000 - low) / (high - low));
      const outside = ms / 1000 < low || ms / 1000 > high;
      set(chart.querySelector(".playhead"), { x1: at, x2: at, visibility: outside ? "hidden" : "visible" });
    }
    for (const chart of document.querySelectorAll("g.ground")) {
      const px = Number(chart.dataset.px) / 1000;
      const [across, up] = chart.dataset.turned === "1" ? [y, -x] : [x, y];
      const place = { cx: Number(chart.dataset.x) + px * across, cy: Number(chart.dataset.y) - px * up };
      set(chart.querySelector(".playhead"), place);
    }
  }

  function draw() {
    const i = Math.min(Math.floor(frame), data.frames - 1);
    const w = frame - i;
    const ms = data.start + frame * data.step;
    const next = Math.min(i + 1, data.frames - 1) * 2;
    const x = mix(data.root[i * 2], data.root[next], w);
    const y = mix(data.root[i * 2 + 1], data.root[next + 1], w);
    const direction = directionAt(i);
    const down = [1, 2].filter((side) => data.contacts.some(([s, a, b]) => s === side && a <= ms && ms < b));
    const project = camera(i, w);
    stage.dataset.frame = frame.toFixed(2);
    stage.dataset.direction = direction;
    drawFloor(project, x, y);
    drawTravel(project, i, direction);
    drawBody(project, i, w, down);
    readOut(i, ms, direction, down);
    follow(ms, x, y);
  }

  function tick(now) {
    if (!playing) return;
    const passed = Math.min(now - before, 100) * Number(byId("rate").value);
    before = now;
    frame = (frame + passed / data.step) % Math.max(data.frames - 1, 1);
    draw();
    requestAnimationFrame(tick);
  }
  function play(wanted) {
    playing = wanted;
    button.textContent = playing ? "Pause" : "Play";
    before = performance.now();
    if (playing) requestAnimationFrame(tick);
  }
  function goTo(wanted) {
    frame = Math.min(Math.max(wanted, 0), data.frames - 1);
    draw();
  }

  button.addEventListener("click", () => play(!playing));
  scrub.addEventListener("input", () => {
    play(false);
    goTo(Number(scrub.value));
  });
  for (const id of ["turn", "follow"]) byId(id).addEventListener("input", draw);
  for (const chart of document.querySelectorAll("g.timeline")) {
    chart.ownerSVGElement.addEventListener("click", (event) => {
      const box = chart.ownerSVGElement.getBoundingClientRect();
      const { low, high, start, end } = chart.dataset;
      const at = ((event.clientX - box.left) / box.width) * chart.ownerSVGElement.viewBox.baseVal.width;
      const seconds = mix(Number(low), Number(high), (at - start) / (end - start));
      goTo((seconds * 1000 - data.start) / data.step);
    });
  }
  byId("player").hidden = false;
  document.documentElement.classList.add("live");
  goTo(data.first);
})();
