// The arrays of a map on the graphics card.

const MOST_BETWEEN = 255; // bytes that WebGL allows from one point to the next

class Buffers {
  constructor(gl, n, dimensions) {
    Object.assign(this, { gl, n, dimensions, own: {} });
    this.array = gl.createVertexArray();
    this.order = null;
  }

  set(name, array) {
    const { gl } = this;
    const buffer = (this.own[name] ??= gl.createBuffer());
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, array, gl.STATIC_DRAW);
  }

  // The last positions stay as the start of the motion; without motion both are the same buffer.
  move(from, to) {
    const { gl, own } = this;
    if (from) this.set("from", from);
    else if (own.from) { gl.deleteBuffer(own.from); delete own.from; }
    this.set("to", to);
  }

  drop(name) {
    if (this.own[name]) this.gl.deleteBuffer(this.own[name]);
    delete this.own[name];
  }

  // Draw every `step`-th point. In a fixed shuffled order when points lie over each other, so that no group is always on top.
  bind(step) {
    const { gl, own, dimensions } = this;
    gl.bindVertexArray(this.array);
    const point = (place, name, size, type, bytes, normal) => {
      if (!own[name]) return gl.disableVertexAttribArray(place);
      gl.bindBuffer(gl.ARRAY_BUFFER, own[name]);
      gl.enableVertexAttribArray(place);
      if (type === gl.UNSIGNED_INT) gl.vertexAttribIPointer(place, size, gl.UNSIGNED_BYTE, bytes * step, 0);
      else gl.vertexAttribPointer(place, size, type, normal, bytes * step, 0);
    };
    point(0, "to", dimensions, gl.FLOAT, 4 * dimensions, false);
    point(1, own.from ? "from" : "to", dimensions, gl.FLOAT, 4 * dimensions, false);
    point(2, "shades", 1, gl.FLOAT, 4, false);
    point(3, "sizes", 1, gl.UNSIGNED_BYTE, 1, true);
    point(4, "marks", 1, gl.UNSIGNED_INT, 1, false);
    if (!own.shades) gl.vertexAttrib1f(2, 0);
  }

  most() {
    return Math.floor(MOST_BETWEEN / (4 * this.dimensions));
  }

  shuffled() {
    const { gl, n } = this;
    gl.bindVertexArray(this.array);
    if (this.order) return;
    this.order = gl.createBuffer();
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, shuffledRows(n), gl.STATIC_DRAW);
  }

  free() {
    for (const name of Object.keys(this.own)) this.drop(name);
    if (this.order) this.gl.deleteBuffer(this.order);
    this.gl.deleteVertexArray(this.array);
  }
}
