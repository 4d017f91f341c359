// Asking the server for the next picture of the network, and reading what comes.

const KINDS = { float32: Float32Array, uint8: Uint8Array };

// A frame: its head, and its arrays by name.
function read(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const frame = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const came = new Map();
  for (const { kind, digest, at, bytes } of Object.values(frame.parts)) {
    if (at !== undefined) came.set(digest, new KINDS[kind](buffer, 4 + length + at, bytes / KINDS[kind].BYTES_PER_ELEMENT));
  }
  for (const [name, { digest }] of Object.entries(frame.parts)) frame[name] = came.get(digest);
  return frame;
}

// The answer, or an error with words for the reader.
async function asked(url, id, what, more = {}) {
  const answer = await fetch(`${url}/${id}/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(more) })
    .catch(() => { throw new Error("The server does not answer."); });
  if (answer.ok && answer.headers.get("content-type") === "application/octet-stream") return read(await answer.arrayBuffer());
  const said = answer.headers.get("content-type")?.includes("json") ? (await answer.json()).error : null;
  throw new Error(said ?? "Networks are trained by the server that “mllab app” starts.");
}
