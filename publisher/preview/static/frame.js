// The sandboxed frame: its width, its URL, and its scroll position in a new version.
//
// The frame has no origin and runs nothing, so this page cannot read its scroll position.
// But a browser restores that itself when it goes back in the history: to show a new version,
// navigate the frame away and go back. A view transition, if the browser has them, keeps the
// old picture meanwhile.

//
// That is safe only from a document that has loaded: navigating away from one that is still
// loading replaces its entry in the history, and going back would leave the page itself.

const PATIENCE_MS = 2000;

const settled = new WeakSet(); // frames whose document has loaded

/** Set up a stage: its frame, its handle. */
export function setUpFrame(stage) {
  const frame = stage.querySelector("[data-frame]");
  const handle = stage.querySelector("[data-handle]");
  frame.addEventListener("show", (event) => reload(frame, { url: event.detail }));
  frame.addEventListener("mark", (event) => {
    const url = new URL(frame.src);
    // The same mark again: without a change of URL nothing would scroll.
    frame.contentWindow.location.replace(`${url.pathname}${url.search}#`);
    frame.contentWindow.location.replace(`${url.pathname}${url.search}#${event.detail}`);
  });
  stage.addEventListener("width", (event) => setWidth(stage, event.detail));
  setWidth(stage, stage.dataset.width);
  setUpHandle(stage, handle);
  new ResizeObserver(() => tellWidth(stage)).observe(frame);
  // A frame in the page's HTML may have loaded already; the page's load event comes later.
  if (document.readyState !== "complete") addEventListener("load", () => settled.add(frame), { once: true });
  frame.addEventListener("load", () => settled.add(frame));
}

function setWidth(stage, width) {
  stage.dataset.width = width;
  const sheet = stage.querySelector("[data-sheet]");
  sheet.style.width = /^\d+$/.test(width) ? `${width}px` : "";
}

function tellWidth(stage) {
  const width = Math.round(stage.querySelector("[data-frame]").getBoundingClientRect().width);
  const shown = document.querySelector("[data-px]");
  if (shown && document.contains(stage)) shown.textContent = `${width} px`;
  stage.querySelector("[data-handle]").setAttribute("aria-valuenow", String(width));
}

function setUpHandle(stage, handle) {
  const sheet = stage.querySelector("[data-sheet]");
  const widen = (by) => {
    const width = Math.max(280, Math.min(1600, sheet.getBoundingClientRect().width + by));
    setWidth(stage, String(Math.round(width)));
    for (const radio of document.querySelectorAll("[data-controls] [name=width]")) radio.checked = false;
  };
  handle.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -10, ArrowRight: 10, PageDown: -100, PageUp: 100 }[event.key];
    if (!step) return;
    event.preventDefault();
    widen(step);
  });
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    stage.classList.add("is-dragged"); // the frame would take the pointer events
    let from = event.clientX;
    const move = (moved) => {
      widen(2 * (moved.clientX - from)); // the sheet is centred: both edges move
      from = moved.clientX;
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => {
      handle.removeEventListener("pointermove", move);
      stage.classList.remove("is-dragged");
    }, { once: true });
  });
}

let turn = Promise.resolve();

/**
 * Show the newest version of a frame at its scroll position, together with the result of
 * `meanwhile`; with `url`, show that version from the top. Never fails.
 */
export function reload(frame, { url = null, meanwhile = null } = {}) {
  const change = url ? () => lead(frame, url) : () => held(() => awayAndBack(frame, meanwhile));
  turn = turn.then(change).catch(() => startOver(frame));
  return turn;
}

async function held(change) {
  if (!document.startViewTransition || document.hidden) return change();
  document.documentElement.classList.add("is-held");
  const transition = document.startViewTransition(change);
  transition.ready.catch(() => null); // fails if the page is hidden meanwhile
  transition.finished.catch(() => null); // fails with the change, which is handled below
  try {
    await transition.updateCallbackDone;
    await transition.finished;
  } finally {
    document.documentElement.classList.remove("is-held");
  }
}

async function awayAndBack(frame, meanwhile) {
  const renewed = Promise.resolve(meanwhile).catch(() => null); // the caller gets the error as well
  let isBack = false;
  if (settled.has(frame) && (await loaded(frame, () => (frame.contentWindow.location.href = "about:blank")))) {
    if (!frame.isConnected) return; // going back would leave the page itself
    settled.delete(frame);
    isBack = await loaded(frame, () => history.back());
  }
  if (!isBack) startOver(frame); // it is still loading, or did not go back
  await renewed;
}

/** Load a frame from the top. */
function startOver(frame) {
  lead(frame, frame.getAttribute("src"));
}

function lead(frame, url) {
  settled.delete(frame);
  frame.src = url;
}

/** Whether a frame loads a document after an act; resolves at the load or the timeout. */
function loaded(frame, act) {
  return new Promise((resolve) => {
    const finish = (isLoaded) => {
      clearTimeout(late);
      frame.removeEventListener("load", onLoad);
      resolve(isLoaded);
    };
    const onLoad = () => finish(true);
    const late = setTimeout(() => finish(false), PATIENCE_MS);
    frame.addEventListener("load", onLoad);
    act();
  });
}
