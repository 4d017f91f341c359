// The legend of numbers: their ramp with two handles between which rows are shown.

const FINE = 200; // steps of a handle from end to end

function numberRamp(map) {
  const { head, range } = map;
  const made = document.createElement("div");
  made.className = "ramp";
  made.innerHTML = `<div class="bar" role="img"></div><input type="range" class="low"><input type="range" class="high"><div class="ends"><span></span><span></span><span></span></div>`;
  const spoken = [range.low, range.high].map(spokenNumber), bar = made.querySelector(".bar");
  bar.style.background = `linear-gradient(to right, ${head.ramp.join(", ")})`;
  bar.setAttribute("aria-label", `Colours from ${spoken[0]} to ${spoken[1]}`);
  for (const [name, about] of [["low", "Show from"], ["high", "Show up to"]]) {
    const handle = made.querySelector(`.${name}`);
    Object.assign(handle, { min: 0, max: FINE, title: "Drag: only rows between the two handles are shown", hidden: !(range.high > range.low), oninput: () => narrowed(map, made, name) });
    handle.setAttribute("aria-label", about);
  }
  markRamp(map, made);
  return range.missing ? [made, entry(map, "codes", -1, "missing", range.missing, dotOf(head.none))] : [made];
}

// A handle was moved: it stops at the other one.
function narrowed(map, made, moved) {
  const { low, high } = map.range, [a, b] = ["low", "high"].map((name) => made.querySelector(`.${name}`));
  if (Number(a.value) > Number(b.value)) { if (moved === "low") a.value = b.value; else b.value = a.value; }
  const at = (handle) => low + ((high - low) * Number(handle.value)) / FINE;
  map.rows.between = Number(a.value) === 0 && Number(b.value) === FINE ? null : [at(a), at(b)];
  map.selectionChanged();
  markLegend(map);
}

// The handles and the numbers below them as the rows are shown.
function markRamp(map, made) {
  const { low, high } = map.range, [from, to] = map.rows.between ?? [low, high];
  const place = (value) => (high > low ? Math.round(((value - low) / (high - low)) * FINE) : 0);
  for (const [name, value] of [["low", from], ["high", to]]) {
    const handle = made.querySelector(`.${name}`);
    handle.value = place(value);
    handle.setAttribute("aria-valuetext", spokenNumber(value));
  }
  const [first, middle, last] = made.querySelectorAll(".ends span");
  [first.textContent, middle.textContent, last.textContent] = [spokenNumber(from), map.rows.between ? "to" : spokenNumber((low + high) / 2), spokenNumber(to)];
}
