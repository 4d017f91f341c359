// The view as a PNG: points, what lies over them, title and legend, on the background of the page.

function savePicture(map) {
  const { ratio, camera, theme, head } = map;
  const top = head.title ? 34 : 8, keys = legendKeys(map);
  const side = keys.length ? 190 : 0;
  const canvas = document.createElement("canvas");
  canvas.width = (camera.width + side) * ratio;
  canvas.height = (camera.height + top + 8) * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, camera.width + side, camera.height + top + 8);
  Object.assign(pen, { fillStyle: theme.text, font: `600 15px ${theme.font}`, textBaseline: "middle" });
  if (head.title) pen.fillText(head.title, 12, 19);
  map.paint(1); // in the same task, so that the drawing is still there
  pen.drawImage(map.parts.dots, 0, top, camera.width, camera.height);
  pen.drawImage(map.parts.over, 0, top, camera.width, camera.height);
  keys.slice(0, Math.floor((camera.height - 30) / 20)).forEach(([colour, words], i) => {
    const y = top + 20 + 20 * i;
    pen.fillStyle = colour ?? "transparent";
    pen.beginPath();
    pen.arc(camera.width + 14, y, 5, 0, 7);
    pen.fill();
    Object.assign(pen, { fillStyle: theme.text, font: `13px ${theme.font}` });
    pen.fillText(words, camera.width + 26, y, side - 34);
  });
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${(head.title || "map").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "map"}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
}

function legendKeys(map) {
  const { head, rows, range } = map;
  const title = head.colour ? [[null, head.colour]] : [];
  if (rows.values) return [...title, ...[0, 0.25, 0.5, 0.75, 1].map((at) => [rampColour(head.ramp, at), spokenNumber(range.low + at * (range.high - range.low))])];
  if (!rows.codes) return [];
  const counts = tally(rows.codes, head.names.length);
  const shown = head.names.map((name, code) => [map.colourOfCode(code), name, code]).filter(([, , code]) => counts[code] && !rows.away.codes.has(code));
  return [...title, ...shown];
}
