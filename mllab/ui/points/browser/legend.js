// The legend: its groups are buttons that hide and show, with their counts; numbers have a ramp.

function drawLegend(map) {
  const { head, rows, parts: { legend } } = map;
  const title = document.createElement("div");
  title.className = "what";
  title.textContent = head.colour;
  const inside = rows.codes ? groupButtons(map) : rows.values ? numberRamp(map) : [];
  legend.replaceChildren(...(head.colour && inside.length ? [title] : []), ...inside, ...shapeKeys(map));
  legend.hidden = !legend.children.length;
}

function groupButtons(map) {
  const { head: { names }, rows } = map;
  const counts = rows.counts(names.length);
  const entries = names.map((name, code) => [code, name, counts[code]]).filter(([, , count]) => count);
  if (counts[names.length]) entries.push([-1, map.groupName(-1), counts[names.length]]);
  return entries.map(([code, name, count]) => entry(map, code, name, count));
}

function entry(map, code, name, count) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "entry";
  button.dataset.code = code;
  button.innerHTML = `<span class="dot"></span><span class="name"></span><span class="count"></span>`;
  button.querySelector(".dot").style.background = map.colourOfCode(code);
  button.querySelector(".name").textContent = name;
  button.querySelector(".count").textContent = count.toLocaleString("en");
  button.title = `${name}: click hides or shows it, double click shows it alone`;
  button.setAttribute("aria-pressed", String(!map.rows.hidden.has(code)));
  button.setAttribute("aria-label", `${name}, ${count.toLocaleString("en")} points, shown`);
  button.onclick = (event) => map.toggle(code, event.altKey);
  button.ondblclick = () => map.toggle(code, true);
  return button;
}

function numberRamp(map) {
  const { head, range } = map;
  const made = document.createElement("div");
  made.className = "ramp";
  made.innerHTML = `<div class="bar" role="img"></div><div class="ends"><span></span><span></span><span></span></div>`;
  const spoken = [range.low, (range.low + range.high) / 2, range.high].map(spokenNumber);
  made.querySelector(".bar").style.background = `linear-gradient(to right, ${head.ramp.join(", ")})`;
  made.querySelector(".bar").setAttribute("aria-label", `Colours from ${spoken[0]} to ${spoken[2]}`);
  made.querySelectorAll(".ends span").forEach((span, i) => { span.textContent = spoken[i]; });
  return range.missing ? [made, entry(map, -1, "missing", range.missing)] : [made];
}

const SHAPE_PATHS = ["M6 2a4 4 0 1 0 .01 0z", "M2.5 2.5h7v7h-7z", "M6 2l4.2 7.4H1.8z", "M6 1.4L10.6 6 6 10.6 1.4 6z", "M4.9 1.5h2.2v3.4h3.4v2.2H7.1v3.4H4.9V7.1H1.5V4.9h3.4z", "M2.2 3.6l1.4-1.4L6 4.6l2.4-2.4 1.4 1.4L7.4 6l2.4 2.4-1.4 1.4L6 7.4 3.6 9.8 2.2 8.4 4.6 6z"];

function shapeKeys(map) {
  if (!map.rows.shapes) return [];
  return map.head.shape_names.map((name, i) => {
    const made = document.createElement("div");
    made.className = "entry still";
    made.innerHTML = `<svg viewBox="0 0 12 12" aria-hidden="true"><path d="${SHAPE_PATHS[i % SHAPE_PATHS.length]}"/></svg><span class="name"></span>`;
    made.querySelector(".name").textContent = name;
    return made;
  });
}
