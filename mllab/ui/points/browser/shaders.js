// What the graphics card does per point and per pixel.

const POINT_VERTEX = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in vec3 a_to;
layout(location = 1) in vec3 a_from;
layout(location = 2) in float a_shade;
layout(location = 3) in float a_size;
layout(location = 4) in uint a_mark;      // 1 highlighted, 2 not drawn, from 4 on the shape
uniform mat4 u_camera;
uniform vec3 u_center;
uniform float u_part;                     // of the way from the last positions to these
uniform float u_diameter;                 // device pixels
uniform float u_sized;
uniform float u_depth;                    // of the centre in 3-D, else 0
uniform float u_radius;
uniform int u_pass;                       // 0 all, 1 those that fade, 2 those that stand out
uniform int u_numbers;
uniform vec2 u_range;
uniform vec3 u_none;
uniform highp sampler2D u_colours;
flat out vec3 v_colour;
flat out float v_diameter;
flat out float v_fog;
flat out int v_shape;
#ifdef SPRITES
uniform int u_across;
uniform int u_step;
uniform vec2 u_tile;
flat out vec2 v_corner;
#endif

vec3 colour() {
  if (u_numbers == 0) {
    int code = int(a_shade);
    return texelFetch(u_colours, ivec2(code & 255, code >> 8), 0).rgb;
  }
  if (a_shade < -1e37) return u_none;
  float at = clamp((a_shade - u_range.x) * u_range.y, 0.0, 1.0);
  return texelFetch(u_colours, ivec2(int(at * 255.0 + 0.5), 0), 0).rgb;
}

void main() {
  bool high = (a_mark & 1u) != 0u;
  if ((a_mark & 2u) != 0u || (u_pass == 1 && high) || (u_pass == 2 && !high)) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 0.0;
    return;
  }
  gl_Position = u_camera * vec4(mix(a_from, a_to, u_part) - u_center, 1.0);
  float size = u_diameter * mix(1.0, 0.55 + 2.2 * sqrt(a_size), u_sized);
  v_fog = 0.0;
  if (u_depth > 0.0) {
    size *= u_depth / max(gl_Position.w, 1e-6 * u_depth);
    v_fog = clamp((gl_Position.w - u_depth) / (2.6 * u_radius) + 0.22, 0.0, 0.6);
  }
  v_diameter = max(size, 1.0);
  gl_PointSize = v_diameter + 1.0;
  v_colour = colour();
  v_shape = int(a_mark >> 2u);
#ifdef SPRITES
  int row = gl_VertexID * u_step;
  v_corner = vec2(float(row % u_across), float(row / u_across)) * u_tile;
#endif
}`;

const POINT_PIXEL = `#version 300 es
precision highp float;
precision highp int;
flat in vec3 v_colour;
flat in float v_diameter;
flat in float v_fog;
flat in int v_shape;
uniform float u_alpha;
uniform int u_pass;
uniform int u_sum;                        // add up weights instead of laying one over the other
uniform int u_sphere;
uniform float u_rim;                      // device pixels of a rim in the colour of the background
uniform vec3 u_none;
uniform vec3 u_background;
out vec4 o_colour;

// How far outside the shape a pixel is, in radii.
float outside(vec2 p) {
  vec2 a = abs(p);
  if (v_shape == 1) return max(a.x, a.y) - 0.86;
  if (v_shape == 2) return max(a.x * 0.866 + p.y * 0.5, -p.y) - 0.55;
  if (v_shape == 3) return (a.x + a.y) * 0.7071 - 0.707;
  if (v_shape == 4) return max(max(a.x, a.y) - 1.0, min(a.x, a.y) - 0.3);
  if (v_shape == 5) { vec2 d = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071; return max(max(d.x, d.y) - 1.0, min(d.x, d.y) - 0.3); }
  return length(p) - 1.0;
}

void main() {
  float radius = 0.5 * v_diameter;
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * vec2(1.0, -1.0) * (v_diameter + 1.0) / v_diameter;
  float gap = outside(p) * radius;        // device pixels
  float cover = clamp(0.5 - gap, 0.0, 1.0);
  if (cover <= 0.0) discard;
  vec3 colour = v_colour;
  float alpha = u_alpha * cover;
  if (u_pass == 1) { colour = mix(colour, u_none, 0.7); alpha *= 0.3; }
  if (u_sphere == 1) {
    if (cover < 0.5) discard;             // depth is all or nothing
    float z = sqrt(max(0.0, 1.0 - dot(p, p)));
    float light = dot(vec3(p, z), normalize(vec3(-0.45, 0.6, 0.75)));
    if (v_shape == 0 && v_diameter > 3.0) { float round = clamp((v_diameter - 3.0) / 9.0, 0.25, 1.0); colour = colour * (1.0 + round * (0.46 * max(light, 0.0) - 0.36)) + round * 0.16 * pow(max(light, 0.0), 18.0); }
    colour = mix(colour, u_background, v_fog);
    alpha = u_pass == 1 ? alpha : 1.0;
  } else if (u_rim > 0.0 && v_shape < 4) {
    colour = mix(colour, u_background, 0.85 * clamp(gap + u_rim + 0.5, 0.0, 1.0));
  }
  if (u_sum == 1) {
    float weight = -log(1.0 - min(alpha, 0.985));
    o_colour = vec4(colour * weight, weight);
  } else {
    o_colour = vec4(colour * alpha, alpha);
  }
}`;

const WHOLE_VERTEX = `#version 300 es
void main() {
  vec2 p = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(p * 2.0 - 1.0, 0.0, 1.0);
}`;

// The mean colour of all points on a pixel, as dense as all of them laid over each other: the same in every order.
const MEAN_PIXEL = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D u_sums;
out vec4 o_colour;
void main() {
  vec4 sums = texelFetch(u_sums, ivec2(gl_FragCoord.xy), 0);
  if (sums.a <= 0.0) discard;
  float alpha = 1.0 - exp(-sums.a);
  o_colour = vec4(sums.rgb / sums.a * alpha, alpha);
}`;

function program(gl, vertex, pixel) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, pixel]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost()) {
    const said = gl.getAttachedShaders(made).map((shader) => gl.getShaderInfoLog(shader)).join(" ");
    throw new Error(`The graphics card does not take the drawing program: ${gl.getProgramInfoLog(made)} ${said}`);
  }
  const uniforms = {};
  for (let i = 0; i < gl.getProgramParameter(made, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(made, i);
    uniforms[name] = gl.getUniformLocation(made, name);
  }
  return { made, uniforms };
}
