// The buffers of the page: opened once, kept by their digest, asked for again when they did not come.

const KINDS = { float32: Float32Array, uint8: Uint8Array, int8: Int8Array, int16: Int16Array, int32: Int32Array, uint32: Uint32Array, text: Uint8Array };
const ROOM = 128e6; // bytes kept for maps that may come back
const store = new Map(); // digest -> typed array, longest unused first
const arrivals = new Set(); // who waits for a part
let held = 0;

// The head of a packet; its new parts go to the store.
function opened(packet) {
  const length = new DataView(packet.buffer, packet.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(packet.subarray(4, 4 + length)));
  delete head.parts.program; // which reads this
  let came = false;
  for (const { kind, digest, at, bytes } of Object.values(head.parts)) {
    if (at === undefined || store.has(digest)) continue;
    const from = 4 + length + at;
    keep(digest, new KINDS[kind](packet.slice(from, from + bytes).buffer));
    came = true;
  }
  if (came) for (const again of [...arrivals]) again();
  return head;
}

function keep(digest, array) {
  store.set(digest, array);
  held += array.byteLength;
  for (const [old, { byteLength }] of store) {
    if (held <= ROOM || old === digest) break;
    store.delete(old);
    held -= byteLength;
  }
}

function kept(digest) {
  const array = store.get(digest);
  if (array) {
    store.delete(digest); // to the end: used just now
    store.set(digest, array);
  }
  return array;
}

// Texts, one per row, decoded one by one when they are shown.
class Texts {
  constructor(bytes, n) {
    this.ends = new Uint32Array(bytes.buffer, 0, n + 1);
    this.letters = bytes.subarray(4 * (n + 1));
    this.decoder = new TextDecoder();
  }

  at(row) {
    return this.decoder.decode(this.letters.subarray(this.ends[row], this.ends[row + 1]));
  }
}
