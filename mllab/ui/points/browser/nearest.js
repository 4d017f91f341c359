// The row nearest to a place on the screen.

const REACH = 9; // pixels
const MOST_CELLS = 1024; // a side

// A grid of cells over 2-D positions, made when it is first asked; rows of one cell lie together. O(n).
class Grid {
  constructor(positions, n, box) {
    const side = Math.max(1, Math.min(MOST_CELLS, Math.ceil(Math.sqrt(n / 2))));
    Object.assign(this, { positions, side, low: box.low, step: box.low.map((low, i) => (box.high[i] - low) / side || 1) });
    const cells = new Uint32Array(n), starts = new Uint32Array(side * side + 1);
    for (let i = 0; i < n; i++) {
      cells[i] = this.cell(positions[2 * i], 1, 0) + this.cell(positions[2 * i + 1], 1, 1) * side;
      starts[cells[i] + 1]++;
    }
    for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
    const next = starts.slice(0, -1), rows = new Uint32Array(n);
    for (let i = 0; i < n; i++) rows[next[cells[i]]++] = i;
    Object.assign(this, { starts, rows });
  }

  cell(value, scale, axis) {
    const at = Math.floor((value - this.low[axis]) / this.step[axis]);
    return at >= 0 ? Math.min(at, this.side - 1) : 0; // also for NaN
  }

  // The row nearest to (x, y) within `reach` pixels, distances measured on the screen; -1 when there is none.
  nearest(x, y, [kx, ky], reach, off) {
    const { positions, rows, starts, side } = this;
    const left = this.cell(x - reach / kx, 1, 0), right = this.cell(x + reach / kx, 1, 0);
    const low = this.cell(y - reach / ky, 1, 1), high = this.cell(y + reach / ky, 1, 1);
    let best = -1, least = reach * reach;
    for (let line = low; line <= high; line++) {
      for (let at = starts[line * side + left], end = starts[line * side + right + 1]; at < end; at++) {
        const row = rows[at];
        const dx = (positions[2 * row] - x) * kx, dy = (positions[2 * row + 1] - y) * ky, far = dx * dx + dy * dy;
        if (far <= least && !off[row] && (far < least || best < 0 || row < best)) { least = far; best = row; }
      }
    }
    return best;
  }
}

// In 3-D every point is projected; of those as near as a pixel or so, the one in front wins. O(n).
function nearestInSpace(rows, camera, x, y, reach) {
  const { positions, n, off } = rows, project = camera.projector(), out = [0, 0, 0];
  let best = -1, least = Infinity;
  for (let i = 0; i < n; i++) {
    if (off[i]) continue;
    project(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], out);
    if (!(out[2] > 0)) continue;
    const dx = out[0] - x, dy = out[1] - y, far = Math.sqrt(dx * dx + dy * dy);
    if (far > reach) continue;
    const rank = Math.max(far, 3) + (out[2] / camera.radius) * 2;
    if (rank < least) { least = rank; best = i; }
  }
  return best;
}
