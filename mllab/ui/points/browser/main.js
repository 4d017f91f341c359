// Streamlit calls this when the map appears, when its data change and when the theme does; what it returns, when the map goes.

const maps = new WeakMap();

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".points");
  let map = maps.get(root);
  if (!map) maps.set(root, (map = new PointMap(root)));
  map.tell = component.setStateValue;
  map.ask = component.setTriggerValue;
  map.receive(data);
  return () => map.leave();
}
