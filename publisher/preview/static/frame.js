// The sandboxed frame: its width, its address, and its scroll position over a new version.
//
// The frame is of no origin and runs nothing, so this page cannot ask where it is scrolled to.
// But a browser restores that by itself when it goes back in the history: a new version is
// shown by leading the frame away and going back. A view transition holds the picture still
// meanwhile, where the browser has one.

//
// That is safe only from a document that has loaded: leading a frame away from one that is still
// loading replaces its entry in the history, and going back would lead the page itself away.

const PATIENCE_MS = 2000;

const settled = new WeakSet(); // frames whose document has loaded

/** Make a stage work: its frame, its handle. */
export function setUpFrame(stage) {
  const frame = stage.querySelector("[data-frame]");
  const handle = stage.querySelector("[data-handle]");
  frame.addEventListener("show", (event) => reload(frame, { url: event.detail }));
  frame.addEventListener("mark", (event) => {
    const url = new URL(frame.src);
    // The same mark again: without a change of address nothing would move.
    frame.contentWindow.location.replace(`${url.pathname}${url.search}#`);
    frame.contentWindow.location.replace(`${url.pathname}${url.search}#${event.detail}`);
  });
  stage.addEventListener("width", (event) => setWidth(stage, event.detail));
  setWidth(stage, stage.dataset.width);
  setUpHandle(stage, handle);
  new ResizeObserver(() => tellWidth(stage)).observe(frame);
  // One that came with the page may have loaded before this ran; the page has not, then.
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
    stage.classList.add("is-dragged"); // the frame would swallow the pointer
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
 * Show the newest version of a frame where it was scrolled to. What is done `meanwhile` is
 * shown together with it; with `url` it is another look, which begins at the top. Never fails.
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
  transition.ready.catch(() => null); // fails where the page is hidden meanwhile
  transition.finished.catch(() => null); // fails as the change does, whose failure is heard below
  try {
    await transition.updateCallbackDone;
    await transition.finished;
  } finally {
    document.documentElement.classList.remove("is-held");
  }
}

async function awayAndBack(frame, meanwhile) {
  const renewed = Promise.resolve(meanwhile).catch(() => null); // who asked for it is told as well
  let isBack = false;
  if (settled.has(frame) && (await loaded(frame, () => (frame.contentWindow.location.href = "about:blank")))) {
    if (!frame.isConnected) return; // going back would lead the page itself away
    settled.delete(frame);
    isBack = await loaded(frame, () => history.back());
  }
  if (!isBack) startOver(frame); // it is still loading, or the browser went another way
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

/** Whether a frame loads a document after an act, as soon as it has, or when patience ends. */
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
