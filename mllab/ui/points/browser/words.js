// Words beside the points: as many as there is room for, more of them the nearer one comes.

const FEW = 40; // points in sight up to which each says its name
const ROOMY = 5200; // square pixels of the map for a word
const QUICK = 20_000; // rows whose words are laid out anew in every picture while the map moves
const TRIED = 5000; // rows that are tried for a place
const LETTERS = 28;

function drawWords(pen, map, theme, project, taken) {
  const texts = map.words ?? map.labels;
  if (!texts || (map.moving && !(map.words && map.rows.n <= QUICK))) return;
  const { rows, camera } = map, out = [0, 0, 1];
  const most = map.words ? Math.max(12, Math.round((camera.width * camera.height) / ROOMY)) : FEW;
  const away = map.spread() / 2 + 3;
  Object.assign(pen, { font: `11px ${theme.font}`, textAlign: "left" });
  let drawn = 0;
  for (const row of map.words ? inTurn(map, project) : inSight(map, project)) {
    const words = texts.at(row).split("\n", 1)[0].slice(0, map.words ? LETTERS : 40);
    if (!words) continue;
    spot(map, project, row, out);
    const wide = pen.measureText(words).width, [x, y] = out;
    const from = [x + away, x - away - wide].find((left) => left > 2 && left + wide < camera.width - 2 && room(left, y, wide, 12, taken));
    if (from === undefined) continue;
    pen.globalAlpha = camera.flat ? 1 : Math.max(0.35, Math.min(1, 1 - (out[2] - camera.distance) / (2 * camera.radius)));
    written(pen, words, from, y, theme);
    if (++drawn >= most) break;
  }
  pen.globalAlpha = 1;
  map.written = drawn;
}

function spot({ rows: { positions, dimensions } }, project, row, out) {
  const at = row * dimensions;
  project(positions[at], positions[at + 1], dimensions === 3 ? positions[at + 2] : 0, out);
}

function visible({ camera }, out) {
  return out[2] > 0 && out[0] >= 0 && out[1] >= 0 && out[0] <= camera.width && out[1] <= camera.height;
}

// Rows in sight in an order that never changes, so that a word stays when the map moves; those that stand out alone, when some do.
function* inTurn(map, project) {
  const { rows: { n, off, marks, highlights }, camera } = map, out = [0, 0, 1];
  const order = (map.turns?.length === n ? map.turns : (map.turns = shuffledRows(n)));
  const behind = camera.flat || highlights || n <= FEW ? Infinity : camera.distance + 0.3 * camera.radius; // what lies far behind says nothing
  let tried = 0;
  for (let i = 0; i < n && tried < TRIED; i++) {
    const row = order[i];
    if (off[row] || (highlights && !(marks[row] & 1))) continue;
    spot(map, project, row, out);
    if (!visible(map, out) || out[2] > behind) continue;
    tried++;
    yield row;
  }
}

// Without words of their own, rows say their labels when few are in sight or stand out.
function inSight(map, project) {
  const { rows: { n, off, marks, highlights } } = map, seen = [], out = [0, 0, 1];
  if (n > 200_000 && !highlights) return [];
  for (let i = 0; i < n; i++) {
    if (off[i] || (highlights && !(marks[i] & 1))) continue;
    spot(map, project, i, out);
    if (visible(map, out) && seen.push(i) > FEW) return [];
  }
  return seen;
}

// Text with a halo in the colour of the background, readable over points.
function written(pen, words, x, y, theme) {
  Object.assign(pen, { strokeStyle: theme.background, lineWidth: 3.5, fillStyle: theme.text });
  pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
  pen.lineWidth = 1;
}

// Takes the place for a text that begins at x, unless another one has it.
function room(x, y, wide, high, taken) {
  const box = [x - 3, y - high / 2, x + wide + 3, y + high / 2];
  if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return false;
  taken.push(box);
  return true;
}

// All rows in a fixed random order.
function shuffledRows(n) {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1, state = 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
