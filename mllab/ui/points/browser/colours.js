// Colours as the page writes them, and as the graphics card takes them.

function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function rampAt(stops, at) {
  const place = Math.min(1, Math.max(0, at)) * (stops.length - 1), from = Math.min(stops.length - 2, Math.floor(place));
  if (stops.length < 2) return rgb(stops[0]);
  const a = rgb(stops[from]), b = rgb(stops[from + 1]);
  return a.map((part, i) => Math.round(part + (b[i] - part) * (place - from)));
}

const rampColour = (stops, at) => `rgb(${rampAt(stops, at).join(" ")})`;
const rampBytes = (stops) => Array.from({ length: 256 }, (_, i) => rampAt(stops, i / 255)).flat();

// One colour per group, round and round, and grey for none.
function paletteBytes({ names, palette, none }) {
  return [...(names.length ? names : [""]).map((_, code) => rgb(palette[code % palette.length])), rgb(none)].flat();
}

function readTheme(root) {
  const style = getComputedStyle(root);
  const read = (name, other) => style.getPropertyValue(name).trim() || other;
  const background = read("--st-background-color", "#ffffff");
  const text = read("--st-text-color", "#1f2933");
  return { background, text, ink: rgbOf(text).map((part) => Math.round(part * 255)), accent: read("--st-primary-color", "#0b6ba8"), font: style.fontFamily, rgb: rgbOf(background) };
}

// Any CSS colour as three numbers from 0 to 1.
function rgbOf(colour) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part / 255);
}
