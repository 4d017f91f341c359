// Lines of equal density, or lines that the page gives.

const CELLS = 160; // a side of the grid on which density is measured
const BLUR = 3.2; // cells

function drawContours(pen, map, theme, project) {
  const { parts, levels } = map.head;
  const lines = parts.lines ? givenLines(map) : levels ? densityLines(map, levels) : [];
  if (!lines.length) return;
  Object.assign(pen, { strokeStyle: theme.text, globalAlpha: 0.45, lineWidth: 1 });
  const out = [0, 0, 1];
  pen.beginPath();
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      project(line[i], line[i + 1], 0, out);
      if (i) pen.lineTo(out[0], out[1]); else pen.moveTo(out[0], out[1]);
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function givenLines(map) {
  const { lines, line_lengths: lengths } = map.arrays;
  const found = [];
  let at = 0;
  for (const length of lengths) found.push(lines.subarray(2 * at, 2 * (at += length)));
  return found;
}

// Kept until the positions, the legend or the number of levels change.
function densityLines(map, levels) {
  const { rows } = map;
  const known = map.density;
  if (known?.positions === rows.positions && known.levels === levels && known.drawn === rows.drawn) return known.lines;
  const grid = density(rows);
  const sorted = [...grid.cells].filter((cell) => cell > 0).sort((a, b) => a - b);
  const total = sorted.reduce((sum, cell) => sum + cell, 0);
  const lines = [];
  // Each level holds an equal share of the points: the outermost line leaves 1 / (levels + 1) of them outside.
  let sum = 0, next = 1;
  for (const cell of sorted) {
    sum += cell;
    if (sum / total < next / (levels + 1)) continue;
    while (sum / total >= next / (levels + 1)) next++;
    lines.push(...marched(grid, cell));
  }
  map.density = { positions: rows.positions, levels, drawn: rows.drawn, lines };
  return lines;
}

// Points counted in cells, blurred by a Gaussian.
function density({ positions, n, off, box: { low, high } }) {
  const side = CELLS, margin = 10, inner = side - 2 * margin, cells = new Float64Array(side * side);
  const step = [0, 1].map((axis) => (high[axis] - low[axis]) / inner || 1);
  for (let i = 0; i < n; i++) {
    if (off[i]) continue;
    const x = Math.min(inner - 1, Math.floor((positions[2 * i] - low[0]) / step[0])) + margin;
    const y = Math.min(inner - 1, Math.floor((positions[2 * i + 1] - low[1]) / step[1])) + margin;
    cells[y * side + x]++;
  }
  const weights = Array.from({ length: 2 * margin + 1 }, (_, i) => Math.exp(-0.5 * ((i - margin) / BLUR) ** 2));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const across = blurred(cells, side, 1, weights, all, margin), both = blurred(across, side, side, weights, all, margin);
  return { cells: both, side, place: (x, y) => [low[0] + (x + 0.5 - margin) * step[0], low[1] + (y + 0.5 - margin) * step[1]] };
}

function blurred(cells, side, stride, weights, all, margin) {
  const made = new Float64Array(cells.length);
  for (let line = 0; line < side; line++) {
    const start = stride === 1 ? line * side : line;
    for (let i = 0; i < side; i++) {
      const value = cells[start + i * stride];
      if (!value) continue;
      for (let j = Math.max(0, i - margin); j <= Math.min(side - 1, i + margin); j++) made[start + j * stride] += (value * weights[j - i + margin]) / all;
    }
  }
  return made;
}

// Marching squares (Lorensen & Cline 1987, in the plane): each cell gives up to two short lines.
function marched({ cells, side, place }, level) {
  const lines = [];
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const at = y * side + x, corners = [cells[at], cells[at + 1], cells[at + side + 1], cells[at + side]];
      const cuts = [];
      for (let edge = 0; edge < 4; edge++) {
        const a = corners[edge], b = corners[(edge + 1) % 4];
        if (a < level === b < level) continue;
        const t = (level - a) / (b - a);
        cuts.push([[x + t, y], [x + 1, y + t], [x + 1 - t, y + 1], [x, y + 1 - t]][edge]);
      }
      for (let i = 0; i + 1 < cuts.length; i += 2) lines.push([...place(...cuts[i]), ...place(...cuts[i + 1])]);
    }
  }
  return lines;
}
