// Both losses over the epochs, and the test losses of the ways that were kept in their colours.

function drawCurve(canvas, frame, colours, kept = []) {
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = window.devicePixelRatio || 1;
  if (!width || !frame) return;
  const context = canvas.getContext("2d"), rows = frame.curve, n = rows.length / 3, [across, down] = [width, height].map((side) => Math.round(side * ratio));
  if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
  const end = Math.max(...[rows, ...kept.map((way) => way.rows)].map((one) => one[one.length - 3])) || 1;
  let most = 0;
  for (let i = 0; i < n; i++) for (const k of [1, 2]) if (Number.isFinite(rows[3 * i + k])) most = Math.max(most, rows[3 * i + k]);
  most = Math.min(most, 5 * (rows[1] || 1)) || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setLineDash([]);
  Object.assign(context, { globalAlpha: 1, lineWidth: 1 });
  context.strokeStyle = colours.border;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  const line = (of, k, dashes, alpha, ink) => {
    context.beginPath();
    for (let i = 0; i < of.length / 3; i++) context.lineTo((of[3 * i] / end) * (width - 4) + 2, height - 3 - Math.min(1, of[3 * i + k] / most) * (height - 8));
    Object.assign(context, { strokeStyle: ink, globalAlpha: alpha, lineWidth: 1.5 });
    context.setLineDash(dashes);
    context.stroke();
  };
  for (const way of kept) line(way.rows, 2, [], 1, way.ink);
  line(rows, 1, [4, 3], 0.65, colours.text);
  line(rows, 2, [], 1, colours.text);
  const at = (frame.epoch / end) * (width - 4) + 2;
  if (n > 1 && frame.epoch < end) {
    Object.assign(context, { globalAlpha: 1, strokeStyle: colours.text });
    context.setLineDash([]);
    context.strokeRect(at, 0, 0.5, height);
  }
}
