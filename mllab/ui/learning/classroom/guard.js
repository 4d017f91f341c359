// Controls that a link locks: `inert`, so that neither mouse nor keyboard reaches them; also those that Streamlit draws anew.

let watcher;

export default function (component) {
  const { locked } = component.data;
  const hold = () => {
    for (const one of document.querySelectorAll("[data-locked-by-task]")) {
      if (!locked.some((key) => one.classList.contains(`st-key-${key}`))) free(one);
    }
    for (const key of locked) for (const one of document.querySelectorAll(`.st-key-${key}`)) {
      if (!one.inert) Object.assign(one, { inert: true, title: "Locked by the task" }).dataset.lockedByTask = "";
    }
  };
  watcher?.disconnect();
  watcher = new MutationObserver(hold);
  watcher.observe(document.body, { childList: true, subtree: true });
  hold();
  return () => {
    watcher?.disconnect();
    document.querySelectorAll("[data-locked-by-task]").forEach(free);
  };
}

function free(one) {
  one.inert = false;
  one.removeAttribute("title");
  delete one.dataset.lockedByTask;
}
