// Which rows lie in a box or a lasso drawn on the screen. O(n), times the corners of the lasso for those in its bounds.

function rowsInside(rows, camera, outline) {
  const { positions, n, dimensions, off } = rows;
  const mask = new Uint8Array(n);
  const flat = dimensions === 2;
  // In 2-D the outline is taken to the data, in 3-D the points to the screen.
  const corners = flat ? outline.map(([x, y]) => camera.place(x, y)) : outline;
  const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
  const left = Math.min(...xs), right = Math.max(...xs), low = Math.min(...ys), high = Math.max(...ys);
  const box = outline.box, project = camera.projector(), out = [0, 0, 1];
  for (let i = 0; i < n; i++) {
    if (off[i]) continue;
    let x = positions[dimensions * i], y = positions[dimensions * i + 1];
    if (!flat) {
      project(x, y, positions[3 * i + 2], out);
      if (!(out[2] > 0)) continue;
      [x, y] = out;
    }
    if (x >= left && x <= right && y >= low && y <= high && (box || within(x, y, xs, ys))) mask[i] = 1;
  }
  return mask;
}

// Even-odd rule: a ray to the right crosses the outline an odd number of times.
function within(x, y, xs, ys) {
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    if (ys[i] > y !== ys[j] > y && x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside = !inside;
  }
  return inside;
}

// The two opposite corners of a box as an outline.
function boxed([ax, ay], [bx, by]) {
  return Object.assign([[ax, ay], [bx, ay], [bx, by], [ax, by]], { box: true });
}
