// The rows of a map as the browser holds them.

const MISSING = -3e38; // what the drawing program takes for no number

class Rows {
  constructor(n, dimensions) {
    Object.assign(this, { n, dimensions, away: { codes: new Set(), shapes: new Set() }, off: new Uint8Array(n), marks: new Uint8Array(n), between: null, drawn: 0, box: null });
  }

  // Takes new positions: their bounds, and which rows have none.
  place(positions) {
    const { n, dimensions } = this;
    const low = new Array(dimensions).fill(Infinity), high = new Array(dimensions).fill(-Infinity);
    let lost = null;
    for (let i = 0, at = 0; i < n; i++, at += dimensions) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) sum += positions[at + d];
      if (!Number.isFinite(sum)) { (lost ??= new Uint8Array(n))[i] = 1; continue; }
      for (let d = 0; d < dimensions; d++) {
        const value = positions[at + d];
        if (value < low[d]) low[d] = value;
        if (value > high[d]) high[d] = value;
      }
    }
    if (!(low[0] <= high[0])) { low.fill(-1); high.fill(1); }
    this.positions = lost ? positions.map((value) => (Number.isFinite(value) ? value : 0)) : positions;
    Object.assign(this, { lost, box: { low, high }, grid: null });
  }

  // The colour of a row as the number the drawing program takes: its group, or its value.
  shades(names) {
    const { n, codes, values } = this;
    if (!codes && !values) return null;
    const shades = new Float32Array(n);
    if (codes) for (let i = 0; i < n; i++) shades[i] = codes[i] < 0 ? names : codes[i];
    else for (let i = 0; i < n; i++) shades[i] = Number.isNaN(values[i]) ? MISSING : values[i];
    return shades;
  }

  // The smallest and largest value, and how many are missing.
  span() {
    let low = Infinity, high = -Infinity, missing = 0;
    for (const value of this.values) {
      if (Number.isNaN(value)) { missing++; continue; }
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return low <= high ? { low, high, missing } : { low: 0, high: 0, missing };
  }

  // Who is not drawn, who stands out: O(n), when the legend, the search or the selection changes.
  mark(group) {
    const { n, off, marks, lost, codes, values, shapes, emphasis, between } = this, { codes: hidden, shapes: hiddenShapes } = this.away;
    const chosen = group.count ? group.mask : null;
    let drawn = 0;
    for (let i = 0; i < n; i++) {
      const gone = hidden.size && (codes ? hidden.has(codes[i]) : values && hidden.has(-1) && Number.isNaN(values[i]));
      const away = (lost && lost[i]) || gone || (between && values && (values[i] < between[0] || values[i] > between[1])) || (hiddenShapes.size && hiddenShapes.has(shapes[i])) ? 1 : 0;
      off[i] = away;
      drawn += 1 - away;
      const high = (chosen && chosen[i]) || (emphasis && (emphasis[i >> 3] >> (i & 7)) & 1) ? 1 : 0;
      marks[i] = high | (away << 1) | (shapes ? shapes[i] << 2 : 0);
    }
    this.drawn = drawn;
    this.highlights = Boolean(chosen || emphasis);
  }

  nearest(camera, x, y, reach = REACH) {
    if (this.dimensions === 3) return nearestInSpace(this, camera, x, y, reach);
    this.grid ??= new Grid(this.positions, this.n, this.box);
    const [px, py] = camera.place(x, y);
    return this.grid.nearest(px, py, camera.scale, reach, this.off);
  }
}

// How often each of `names` groups stands in `codes`, and at the end how many belong to none.
function tally(codes, names) {
  const counts = new Uint32Array(names + 1);
  for (const code of codes) counts[code < 0 ? names : code]++;
  return counts;
}
