// What was saved -> the page, in place: scroll position, tab, focus and what is typed stay.
import { reload } from "./frame.js";
import { refreshList } from "./list.js";
import { setUpMain } from "./main.js";

/** Follow the server's events for as long as the page is open. */
export function followChanges({ partOf }) {
  let instance = null;
  let seen = Number(document.querySelector("meta[name=preview-told]").content);
  const source = new EventSource("/events");
  source.addEventListener("hello", (event) => {
    const hello = JSON.parse(event.data);
    if (instance && instance !== hello.instance) location.reload(); // the program was started anew
    instance = hello.instance;
    say("live", "Live");
    // Something changed between the making of this page and now, or while the line was down.
    if (hello.told !== seen) take({ keys: [], everywhere: true, list: true }, partOf);
    seen = hello.told;
  });
  source.addEventListener("error", () => say("lost", "Not running"));
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
  // A page that is left keeps no stream open: browsers have six to a host.
  addEventListener("pagehide", () => source.close());
}

function say(state, words) {
  const live = document.querySelector(".live");
  live.dataset.state = state;
  live.querySelector("[data-live-words]").textContent = words;
}

let newest = 0;

async function take(change, partOf) {
  const main = document.getElementById("main");
  const concerns = change.everywhere || main.dataset.kind === "whole" || change.keys.includes(main.dataset.key);
  if (concerns) {
    const turn = ++newest;
    const meanwhile = partOf(location.href).then((found) => {
      if (found && turn === newest) replace(found.part);
    });
    const frame = main.querySelector("[data-frame]");
    if (frame) await reload(frame, { meanwhile });
    else await meanwhile;
  }
  if (change.list) refreshList();
}

const SCROLLERS = "[data-scroll]";

/** Put a new main part in place of the old one; a frame stays. */
function replace(part) {
  const old = document.getElementById("main");
  if (old.dataset.key !== part.dataset.key || old.dataset.tab !== part.dataset.tab) return;
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

/** Replace everything in `old` by what is in `part`, but for what the kept element stands in. */
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
