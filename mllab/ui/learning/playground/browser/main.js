// Streamlit calls this when the playground appears, when its data change and when the theme does; what it returns, when it goes.

const living = new WeakMap(); // root -> playground

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".play");
  if (!living.has(root)) living.set(root, new Play(root));
  const play = living.get(root);
  play.tell = component.setTriggerValue;
  play.receive(data);
  const listen = () => taken(component.setTriggerValue);
  listen();
  window.addEventListener("hashchange", listen);
  return () => {
    window.removeEventListener("hashchange", listen);
    if (!root.isConnected) play.pause();
  };
}

// A link of TensorFlow Playground carries its settings behind the #: they are handed to the page, which keeps them in its own link.
function taken(tell) {
  const { hash, pathname, search } = window.location;
  if (!/[#&](activation|dataset|regDataset|networkShape|problem|batchSize|learningRate|regularization)=/.test(hash)) return;
  history.replaceState(history.state, "", pathname + search);
  tell("link", hash);
}
