// All that Streamlit sends with every picture: the program comes once, inside the first packet, and is kept here.
const programs = new Map(); // digest -> a promise of the module, and what keeps it

export default async function (component) {
  const { data } = component, start = 4 + new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const { digest, at, bytes } = JSON.parse(new TextDecoder().decode(data.subarray(4, start))).parts.program;
  if (!programs.has(digest)) programs.set(digest, promised());
  const { promise, keep } = programs.get(digest);
  if (at !== undefined) keep(() => import(URL.createObjectURL(new Blob([data.subarray(start + at, start + at + bytes)], { type: "text/javascript" }))));
  const ask = setTimeout(() => component.setTriggerValue("missing", [digest]), 500);
  const program = await promise;
  clearTimeout(ask);
  return program.default(component);
}

function promised() {
  let keep, came = false;
  const promise = new Promise((resolve) => { keep = (load) => { if (!came) resolve(load()); came = true; }; });
  return { promise, keep };
}
