// Small pictures as points: one sheet with the picture of every row.

const PICTURED = 3000; // pictures that are always drawn, however slow the machine
const ENLARGED = 112; // pixels of the picture of the pointed row

const SPRITE_VERTEX = POINT_VERTEX.replace("\n", "\n#define SPRITES\n");

const SPRITE_PIXEL = `#version 300 es
precision highp float;
precision highp int;
flat in vec3 v_colour;
flat in float v_diameter;
flat in float v_fog;
flat in vec2 v_corner;                    // of the picture in the sheet
uniform float u_alpha;
uniform int u_pass;
uniform int u_sphere;
uniform vec3 u_none;
uniform vec3 u_background;
uniform sampler2D u_sheet;
uniform vec2 u_tile;
uniform int u_channels;
uniform int u_ink;
out vec4 o_colour;

vec4 at(vec2 texel) {
  return texture(u_sheet, (v_corner + clamp(texel, vec2(0.5), u_tile - 0.5)) / vec2(textureSize(u_sheet, 0)));
}

void main() {
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * (v_diameter + 1.0) / v_diameter * max(u_tile.x, u_tile.y) / u_tile;
  if (max(abs(p.x), abs(p.y)) > 1.0) discard;
  vec2 texel = (p * 0.5 + 0.5) * u_tile;
  float step = 0.25 * max(u_tile.x, u_tile.y) / v_diameter;   // four samples for a pixel
  vec4 found = 0.25 * (at(texel + vec2(step, step)) + at(texel + vec2(-step, step)) + at(texel + vec2(step, -step)) + at(texel - vec2(step, step)));
  vec3 colour;
  float alpha;
  if (u_ink == 1) {
    colour = mix(mix(u_background, v_colour, 0.1), v_colour, smoothstep(0.06, 0.7, found.r)); // on paper, so that the one on top can be read
    alpha = 1.0;
  } else {
    colour = u_channels == 1 ? found.rrr : found.rgb;
    alpha = u_channels == 4 ? found.a : 1.0;
    vec2 rim = (1.0 - abs(p)) * u_tile / max(u_tile.x, u_tile.y) * 0.5 * v_diameter;
    if (min(rim.x, rim.y) < clamp(v_diameter * 0.08, 1.0, 4.0)) { colour = v_colour; alpha = 1.0; }
    if (u_sphere == 1 && alpha < 0.4) discard;                // depth is all or nothing
  }
  if (u_pass == 1) { colour = mix(colour, u_none, 0.5); alpha *= 0.25; }
  else if (u_sphere == 1) alpha = 1.0;
  if (u_sphere == 1) colour = mix(colour, u_background, v_fog);
  o_colour = vec4(colour * alpha, alpha);
}`;

// The sheet on the graphics card, and the program that draws with it; both only once a map asks for pictures.
class Sprites {
  constructor(gl) {
    Object.assign(this, { gl, drawing: program(gl, SPRITE_VERTEX, SPRITE_PIXEL), sheet: gl.createTexture() });
  }

  set(bytes, told) {
    const { gl } = this, { wide, across, channels } = told, width = wide * across, height = bytes.length / (width * channels);
    const [inside, format] = { 1: [gl.R8, gl.RED], 3: [gl.RGB8, gl.RGB], 4: [gl.RGBA8, gl.RGBA] }[channels];
    this.told = told;
    gl.bindTexture(gl.TEXTURE_2D, this.sheet);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, inside, width, height, 0, format, gl.UNSIGNED_BYTE, bytes);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.LINEAR);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  }

  use(step) {
    const { gl, drawing: { made, uniforms: u }, told: { wide, high, across, channels, ink } } = this;
    gl.useProgram(made);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.sheet);
    gl.uniform1i(u.u_sheet, 1);
    gl.uniform2f(u.u_tile, wide, high);
    gl.uniform1i(u.u_across, across);
    gl.uniform1i(u.u_step, step);
    gl.uniform1i(u.u_channels, channels);
    gl.uniform1i(u.u_ink, ink ? 1 : 0);
    return this.drawing;
  }

  free() {
    this.gl.deleteTexture(this.sheet);
    this.gl.deleteProgram(this.drawing.made);
  }
}

// The picture of a row, enlarged, on a canvas; ink in the colours of the page.
function drawPicture(map, row, canvas) {
  const told = map.head.images, sheet = map.arrays.images;
  canvas.hidden = !told || !sheet || row < 0;
  if (canvas.hidden) return;
  const { wide, high, across, channels, ink } = told, large = ENLARGED / Math.max(wide, high);
  const line = wide * across * channels, start = Math.floor(row / across) * high * line + (row % across) * wide * channels;
  Object.assign(canvas, { width: wide, height: high });
  Object.assign(canvas.style, { width: `${wide * large}px`, height: `${high * large}px`, imageRendering: large > 2 ? "pixelated" : "auto" });
  const pixels = new ImageData(wide, high), [r, g, b] = map.theme.ink;
  for (let i = 0; i < wide * high; i++) {
    const at = start + Math.floor(i / wide) * line + (i % wide) * channels, level = sheet[at];
    const colour = ink ? [r, g, b, level] : channels === 1 ? [level, level, level, 255] : [level, sheet[at + 1], sheet[at + 2], channels === 4 ? sheet[at + 3] : 255];
    pixels.data.set(colour, 4 * i);
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}
