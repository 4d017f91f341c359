// Draws the points of a map. Panning changes uniforms only.

const CRISP = 20_000; // up to here points lie over each other; above, their colours are averaged, in whatever order they come

class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    const gl = (this.gl = canvas.getContext("webgl2", { antialias: false, alpha: true, premultipliedAlpha: true, powerPreference: "high-performance" }));
    if (!gl) throw new Error("This browser cannot draw with WebGL 2, which the map needs. Switch on hardware acceleration in its settings, or use a newer browser.");
    this.points = program(gl, POINT_VERTEX, POINT_PIXEL);
    this.mean = program(gl, WHOLE_VERTEX, MEAN_PIXEL);
    this.adds = Boolean(gl.getExtension("EXT_color_buffer_float"));
    this.fine = this.adds && Boolean(gl.getExtension("EXT_float_blend"));
    this.colours = gl.createTexture();
    this.nothing = gl.createVertexArray();
  }

  rows(n, dimensions) {
    if (this.buffers?.n === n && this.buffers.dimensions === dimensions) return;
    this.buffers?.free();
    this.buffers = new Buffers(this.gl, n, dimensions);
  }

  // Colours as RGB bytes, 256 a line.
  palette(bytes) {
    const { gl } = this;
    const lines = Math.ceil(bytes.length / 768);
    const filled = new Uint8Array(lines * 768);
    filled.set(bytes);
    gl.bindTexture(gl.TEXTURE_2D, this.colours);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, 256, lines, 0, gl.RGB, gl.UNSIGNED_BYTE, filled);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
  }

  draw(look) {
    const { gl, canvas, buffers } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (!buffers?.own.to || !buffers.n) return;
    const solid = look.depth > 0;
    const sums = !solid && this.adds && buffers.n > CRISP && !this.sprites;
    for (const pass of look.highlights ? [1, 2] : [0]) {
      if (sums) this.clearSums();
      this.pass(look, pass, solid, sums);
      if (sums) this.resolve();
    }
  }

  // Pictures for the rows; null draws points again.
  pictures(sheet, told) {
    if (sheet && told?.drawn) (this.sprites ??= new Sprites(this.gl)).set(sheet, told);
    else if (this.sprites) { this.sprites.free(); this.sprites = null; }
  }

  pass(look, pass, solid, sums) {
    const { gl, buffers } = this;
    const { made, uniforms: u } = this.sprites ? this.sprites.use(look.step) : this.points;
    if (!this.sprites) gl.useProgram(made);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.colours);
    gl.uniform1i(u.u_colours, 0);
    gl.uniformMatrix4fv(u.u_camera, false, look.matrix);
    gl.uniform3fv(u.u_center, look.center);
    for (const name of ["part", "diameter", "sized", "depth", "radius", "alpha", "rim"]) gl.uniform1f(u[`u_${name}`], look[name]);
    gl.uniform1i(u.u_pass, pass);
    gl.uniform1i(u.u_numbers, look.numbers ? 1 : 0);
    gl.uniform1i(u.u_sum, sums ? 1 : 0);
    gl.uniform1i(u.u_sphere, solid ? 1 : 0);
    gl.uniform2fv(u.u_range, look.range);
    gl.uniform3fv(u.u_none, look.none);
    gl.uniform3fv(u.u_background, look.background);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, sums ? gl.ONE : gl.ONE_MINUS_SRC_ALPHA);
    if (solid) gl.enable(gl.DEPTH_TEST); else gl.disable(gl.DEPTH_TEST);
    gl.depthMask(solid && pass !== 1); // what fades hides nothing
    buffers.bind(look.step);
    const crisp = !solid && !sums && look.step === 1;
    if (crisp) buffers.shuffled();
    if (crisp) gl.drawElements(gl.POINTS, buffers.n, gl.UNSIGNED_INT, 0);
    else gl.drawArrays(gl.POINTS, 0, Math.floor((buffers.n - 1) / look.step) + 1);
    gl.depthMask(true);
    gl.bindVertexArray(null);
  }

  clearSums() {
    const { gl, canvas } = this;
    if (this.sums?.width !== canvas.width || this.sums?.height !== canvas.height) this.makeSums();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.sums.frame);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  makeSums() {
    const { gl, canvas: { width, height } } = this;
    if (this.sums) { gl.deleteTexture(this.sums.texture); gl.deleteFramebuffer(this.sums.frame); }
    const texture = gl.createTexture(), frame = gl.createFramebuffer();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, this.fine ? gl.RGBA32F : gl.RGBA16F, width, height);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    this.sums = { texture, frame, width, height };
  }

  resolve() {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.useProgram(this.mean.made);
    gl.bindTexture(gl.TEXTURE_2D, this.sums.texture);
    gl.uniform1i(this.mean.uniforms.u_sums, 0);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindVertexArray(this.nothing);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  free() {
    this.buffers?.free();
    this.sprites?.free();
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
