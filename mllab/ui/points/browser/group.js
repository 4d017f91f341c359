// What maps of the same rows share: hover, click and selection, at once and without the server.

const groups = new Map();

class Group {
  constructor(n) {
    Object.assign(this, { n, members: new Set(), mask: new Uint8Array(n), count: 0, id: "", own: new Set(), clicked: null, hover: -1, packed: null });
  }

  static of(name, n) {
    if (!groups.has(name)) groups.set(name, new Group(n));
    return groups.get(name);
  }

  leave(name, map) {
    this.members.delete(map);
    if (!this.members.size && groups.get(name) === this) groups.delete(name);
  }

  // A selection made here: replace, add or subtract.
  select(mask, how, from) {
    if (how === "add") for (let i = 0; i < this.n; i++) mask[i] |= this.mask[i];
    if (how === "subtract") for (let i = 0; i < this.n; i++) mask[i] = this.mask[i] & (mask[i] ^ 1);
    this.take(mask, crypto.getRandomValues(new Uint32Array(2)).join("-"));
    this.own.add(this.id);
    from.report();
  }

  // A selection that the page made, or that it kept while no map was here.
  given(id, rows) {
    const mask = new Uint8Array(this.n);
    for (const row of rows) mask[row] = 1;
    this.take(mask, id);
  }

  take(mask, id) {
    let count = 0;
    for (let i = 0; i < this.n; i++) count += mask[i];
    Object.assign(this, { mask, id, count, packed: null });
    for (const map of this.members) map.selectionChanged();
  }

  click(row, from) {
    if (row === this.clicked) return;
    this.clicked = row;
    for (const map of this.members) map.redraw();
    from.report();
  }

  point(row, from) {
    if (row === this.hover) return;
    this.hover = row;
    for (const map of this.members) map.hoverChanged(map === from);
  }

  // Row numbers or one bit per row, whichever is shorter.
  pack() {
    if (this.packed) return this.packed;
    const { n, mask, count } = this;
    let bytes, form;
    if (count * 32 <= n) {
      const rows = new Uint32Array(count);
      for (let i = 0, at = 0; i < n; i++) if (mask[i]) rows[at++] = i;
      [bytes, form] = [new Uint8Array(rows.buffer), "rows"];
    } else {
      bytes = new Uint8Array(Math.ceil(n / 8));
      for (let i = 0; i < n; i++) if (mask[i]) bytes[i >> 3] |= 1 << (i & 7);
      form = "bits";
    }
    let letters = "";
    for (let at = 0; at < bytes.length; at += 32768) letters += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return (this.packed = { form, data: btoa(letters) });
  }
}
