// Update the page in place after a save: scroll position, tab, focus and typed text stay.
import { reload } from "./frame.js";
import { refreshList } from "./list.js";
import { setUpMain } from "./main.js";

const meta = (name) => document.querySelector(`meta[name=preview-${name}]`).content;

const AGAIN_MS = 1000;
const EVERYTHING = { keys: [], everywhere: true, list: true };

let seen = null; // the number of the last change that the page shows, or is about to
let source = null;

/** Follow the server's events for as long as the page is open. */
export function followChanges({ partOf }) {
  seen = Number(meta("told"));
  listen(partOf);
  // Close the stream when leaving the page: browsers allow six connections per host.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen(partOf); // restored from the cache, with its stream closed
  });
}

function listen(partOf) {
  source = new EventSource("/events");
  source.addEventListener("hello", (event) => {
    const hello = JSON.parse(event.data);
    if (hello.instance !== meta("instance")) {
      location.reload(); // the program was restarted, and has a new token
      return;
    }
    if (hello.deaf) say("deaf", "Saves are not followed");
    else say("live", "Live");
    // Something changed since this page was rendered, or while the connection was lost.
    if (hello.told !== seen) take(EVERYTHING, partOf);
    seen = hello.told;
  });
  source.addEventListener("error", () => {
    say("lost", "Disconnected");
    // An error response closes the stream for good, a lost connection does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(partOf), 3 * AGAIN_MS);
  });
  source.addEventListener("deaf", () => say("deaf", "Saves are not followed"));
  source.addEventListener("change", (event) => {
    const change = JSON.parse(event.data);
    seen = change.told;
    take(change, partOf);
  });
  source.addEventListener("progress", (event) => {
    const { done, total } = JSON.parse(event.data);
    const words = document.querySelector("[data-progress]");
    if (words) words.textContent = `Checking: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  });
}

function say(state, words) {
  const live = document.querySelector(".live");
  live.dataset.state = state;
  live.querySelector("[data-live-words]").textContent = words;
}

let waiting = null; // what changed since the page started an update
let isBusy = false;

/** Show a change; changes that arrive meanwhile are shown together afterwards. */
async function take(change, partOf) {
  waiting = waiting ? together(waiting, change) : change;
  if (isBusy) return;
  isBusy = true;
  while (waiting) {
    const next = waiting;
    waiting = null;
    try {
      await show(next, partOf);
    } catch {
      seen = null; // after a reconnect, the page must update
      const isUp = source.readyState === EventSource.OPEN;
      if (isUp && !next.isAgain) setTimeout(() => take({ ...next, isAgain: true }, partOf), AGAIN_MS);
    }
  }
  isBusy = false;
}

function together(one, other) {
  return {
    keys: [...new Set([...one.keys, ...other.keys])],
    everywhere: one.everywhere || other.everywhere,
    list: one.list || other.list,
  };
}

/** Update what a change concerns. Fails if the server does not respond. */
async function show(change, partOf) {
  const main = document.getElementById("main");
  const concerns = change.everywhere || main.dataset.kind === "whole" || change.keys.includes(main.dataset.key);
  if (concerns) {
    const renewed = partOf(location.href).then(replace);
    const frame = main.querySelector("[data-frame]");
    if (frame) await reload(frame, { meanwhile: renewed });
    await renewed;
  }
  if (change.list) await refreshList();
}

const SCROLLERS = "[data-scroll]";

/** Replace the main part by a new one; keep a frame. */
function replace({ part, title }) {
  const old = document.getElementById("main");
  if (old.dataset.key !== part.dataset.key || old.dataset.tab !== part.dataset.tab) return;
  document.title = `${title} · ${document.querySelector(".brand").textContent}`;
  const scrolled = [old, ...old.querySelectorAll(SCROLLERS)].map((it) => [it.scrollTop, it.scrollLeft]);
  const focused = document.activeElement?.id;
  for (const details of old.querySelectorAll("details[data-open]")) {
    const same = part.querySelector(`details[data-open="${CSS.escape(details.dataset.open)}"]`);
    if (same) same.open = details.open;
  }
  const stage = old.querySelector(".stage");
  if (stage && part.querySelector(".stage")) {
    swapAround(old, document.adoptNode(part), stage);
  } else {
    old.replaceWith(document.adoptNode(part));
    setUpMain(document.getElementById("main"));
  }
  const main = document.getElementById("main");
  [main, ...main.querySelectorAll(SCROLLERS)].forEach((element, index) => {
    if (scrolled[index]) [element.scrollTop, element.scrollLeft] = scrolled[index];
  });
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

/** Replace everything in `old` by what is in `part`, except what contains the kept element. */
function swapAround(old, part, kept) {
  const holder = [...old.children].find((child) => child.contains(kept));
  for (const child of [...old.children]) {
    if (child !== holder && !child.matches("[data-keep]")) child.remove();
  }
  let isBefore = true;
  for (const child of [...part.children]) {
    if (child.querySelector(".stage") || child.matches(".stage")) {
      isBefore = false;
      if (holder !== kept) swapAround(holder, child, kept);
    } else if (!child.matches("[data-keep]")) {
      const first = old.querySelector(":scope > [data-keep]") ?? holder;
      if (isBefore) old.insertBefore(child, first);
      else old.append(child);
    }
  }
}
