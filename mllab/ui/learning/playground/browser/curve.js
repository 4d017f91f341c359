// Both losses over the epochs.

function drawCurve(canvas, frame, colours) {
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = window.devicePixelRatio || 1;
  if (!width || !frame) return;
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const context = canvas.getContext("2d"), rows = frame.curve, n = rows.length / 3, end = rows[rows.length - 3] || 1;
  let most = 0;
  for (let i = 0; i < n; i++) for (const k of [1, 2]) if (Number.isFinite(rows[3 * i + k])) most = Math.max(most, rows[3 * i + k]);
  most = Math.min(most, 5 * (rows[1] || 1)) || 1;
  context.scale(ratio, ratio);
  context.strokeStyle = colours.border;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  for (const [k, dashes, alpha] of [[1, [4, 3], 0.65], [2, [], 1]]) {
    context.beginPath();
    for (let i = 0; i < n; i++) context.lineTo((rows[3 * i] / end) * (width - 4) + 2, height - 3 - Math.min(1, rows[3 * i + k] / most) * (height - 8));
    Object.assign(context, { strokeStyle: colours.text, globalAlpha: alpha, lineWidth: 1.5 });
    context.setLineDash(dashes);
    context.stroke();
  }
  const at = (frame.epoch / end) * (width - 4) + 2;
  if (n > 1 && frame.epoch < end) {
    Object.assign(context, { globalAlpha: 1, strokeStyle: colours.text });
    context.setLineDash([]);
    context.strokeRect(at, 0, 0.5, height);
  }
}
