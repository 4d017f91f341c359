// From orange (-1) over the quiet middle to blue (1); classes, where there are more than two, in the colours of all charts.

const LOW = [230, 145, 20], HIGH = [0, 114, 178];

function mixed(from, to, share) {
  return [0, 1, 2].map((i) => Math.round(from[i] + (to[i] - from[i]) * share));
}

function rgbOf(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

class Colours {
  constructor(root) {
    const probe = getComputedStyle(root);
    this.text = probe.color;
    const [r, g, b] = (probe.color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    this.dark = r + g + b > 384; // light letters
    this.middle = this.dark ? [46, 57, 66] : [232, 234, 235];
    this.border = probe.getPropertyValue("--st-border-color") || "#888";
    this.ground = probe.getPropertyValue("--st-background-color") || "#fff";
    const steps = [LOW, HIGH].map((end) => mixed(this.middle, end, 0.85));
    this.ramp = words(Array.from({ length: 256 }, (_, byte) => this.at(byte / 127.5 - 1)));
    this.steps = words(Array.from({ length: 256 }, (_, byte) => steps[byte >= 128 ? 1 : 0]));
  }

  at(value) {
    const cut = Math.max(-1, Math.min(1, Number.isFinite(value) ? value : 0));
    return mixed(this.middle, cut < 0 ? LOW : HIGH, Math.abs(cut));
  }
}

// Colours as the pixels of a canvas lie in memory, four bytes a word.
function words(colours) {
  return new Uint32Array(new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255])).buffer);
}

const images = new WeakMap(); // canvas -> its pixels, kept: a network has dozens, many times a second

// Bytes (side²) to a canvas of that side.
function painted(canvas, bytes, colours, discrete) {
  const side = Math.round(Math.sqrt(bytes.length)), context = canvas.getContext("2d");
  if (canvas.height !== side) canvas.width = canvas.height = side;
  if (images.get(canvas)?.width !== side) images.set(canvas, context.createImageData(side, side));
  const image = images.get(canvas), pixels = new Uint32Array(image.data.buffer), ramp = discrete ? colours.steps : colours.ramp;
  for (let i = 0; i < bytes.length; i++) pixels[i] = ramp[bytes[i]];
  context.putImageData(image, 0, 0);
}
