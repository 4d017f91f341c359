// The legend: its groups and shapes are buttons that hide and show, with their counts; numbers have a ramp, sizes their key.

function drawLegend(map) {
  const { head, rows, parts: { legend } } = map;
  const together = rows.codes && rows.shapes && head.shape === head.colour && String(head.names) === String(head.shape_names);
  const colours = rows.codes ? groupEntries(map, together) : rows.values ? numberRamp(map) : [];
  const shapes = together ? [] : shapeEntries(map), sizes = sizeKey(map);
  const named = (words, made) => (words && made.length ? [titleOf(words), ...made] : made);
  const all = [...named(head.colour, colours), ...named(head.shape, shapes), ...named(head.size?.title, sizes)];
  legend.replaceChildren(...all, ...(colours.length || shapes.length ? [shownLine(map)] : []));
  legend.hidden = !all.length;
  markLegend(map);
}

function titleOf(words) {
  const made = document.createElement("div");
  made.className = "what";
  made.textContent = words;
  return made;
}

// The groups, and what belongs to none of them (-1); in their shapes when these say the same as the colours.
function groupEntries(map, together) {
  const { head: { names }, rows } = map;
  const counts = tally(rows.codes, names.length);
  const entries = names.map((name, code) => [code, name, counts[code]]).filter(([, , count]) => count);
  if (counts[names.length]) entries.push([-1, map.groupName(-1), counts[names.length]]);
  return entries.map(([code, name, count]) => entry(map, "codes", code, name, count, together && code >= 0 ? shapeOf(code, map.colourOfCode(code)) : dotOf(map.colourOfCode(code))));
}

function shapeEntries(map) {
  const { head: { shape_names: names }, rows: { shapes } } = map;
  if (!shapes) return [];
  const counts = tally(shapes, names.length);
  return names.map((name, i) => entry(map, "shapes", i, name, counts[i], shapeOf(i))).filter((_, i) => counts[i]);
}

// A button that hides and shows, and beside it one that shows nothing else of its kind.
function entry(map, kind, code, name, count, sign) {
  const made = document.createElement("div"), button = document.createElement("button"), only = document.createElement("button");
  made.className = "line-of";
  Object.assign(button, { type: "button", className: "entry" });
  Object.assign(button.dataset, { code, kind });
  button.innerHTML = `${sign}<span class="name"></span><span class="count"></span>`;
  button.querySelector(".name").textContent = name;
  button.querySelector(".count").textContent = count.toLocaleString("en");
  button.title = `${name}: click hides or shows it, double click shows it alone`;
  button.setAttribute("aria-label", `${name}, ${count.toLocaleString("en")} points`);
  button.onclick = (event) => map.toggle(kind, code, event.altKey || event.shiftKey);
  button.ondblclick = () => map.toggle(kind, code, true);
  Object.assign(only, { type: "button", className: "only", textContent: "only", title: `Show ${name} alone; once more shows all` });
  only.setAttribute("aria-label", `Only ${name}`);
  only.onclick = () => map.toggle(kind, code, true);
  made.append(button, only);
  return made;
}

const safe = (colour) => (/^#[0-9a-f]{3,8}$/i.test(colour) ? colour : "currentColor");
const dotOf = (colour) => `<span class="dot" style="background: ${safe(colour)}"></span>`;

const SHAPE_PATHS = ["M6 2a4 4 0 1 0 .01 0z", "M2.5 2.5h7v7h-7z", "M6 2l4.2 7.4H1.8z", "M6 1.4L10.6 6 6 10.6 1.4 6z", "M4.9 1.5h2.2v3.4h3.4v2.2H7.1v3.4H4.9V7.1H1.5V4.9h3.4z", "M2.2 3.6l1.4-1.4L6 4.6l2.4-2.4 1.4 1.4L7.4 6l2.4 2.4-1.4 1.4L6 7.4 3.6 9.8 2.2 8.4 4.6 6z"];
const shapeOf = (i, colour = "") => `<svg viewBox="0 0 12 12" aria-hidden="true"${colour && ` style="fill: ${safe(colour)}; opacity: 1"`}><path d="${SHAPE_PATHS[i % SHAPE_PATHS.length]}"/></svg>`;

// Three disks of growing area with their numbers.
function sizeKey(map) {
  const { size } = map.head;
  if (!size || !map.arrays.sizes) return [];
  const made = document.createElement("div");
  made.className = "size-key";
  for (const part of size.high > size.low ? [0, 0.5, 1] : [1 / 3]) {
    const side = 5 * (0.55 + 2.2 * Math.sqrt(part)), one = document.createElement("span");
    one.innerHTML = `<i style="width: ${side}px; height: ${side}px"></i><b></b>`;
    one.querySelector("b").textContent = spokenNumber(size.low + part * (size.high - size.low));
    made.append(one);
  }
  return [made];
}

function shownLine(map) {
  const made = document.createElement("div");
  made.className = "shown";
  made.innerHTML = `<span role="status"></span> <button type="button" class="clear">Show all</button>`;
  made.querySelector("button").onclick = () => map.showAll();
  return made;
}

// Which entries are pressed, and how many points that leaves.
function markLegend(map) {
  const { rows, parts: { legend } } = map;
  for (const button of legend.querySelectorAll("[data-code]")) button.setAttribute("aria-pressed", String(!rows.away[button.dataset.kind].has(Number(button.dataset.code))));
  const ramp = legend.querySelector(".ramp"), line = legend.querySelector(".shown");
  if (ramp) markRamp(map, ramp);
  if (!line) return;
  line.hidden = !rows.away.codes.size && !rows.away.shapes.size && !rows.between;
  line.querySelector("span").textContent = line.hidden ? "" : `${rows.drawn.toLocaleString("en")} of ${rows.n.toLocaleString("en")} shown`;
}
