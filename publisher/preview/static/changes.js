// What was saved -> the page, in place: scroll position, tab, focus and what is typed stay.
import { reload } from "./frame.js";
import { refreshList } from "./list.js";
import { setUpMain } from "./main.js";

/** Follow the server's events for as long as the page is open. */
export function followChanges({ partOf }) {
  let instance = null;
  const source = new EventSource("/events");
  source.addEventListener("hello", (event) => {
    const told = JSON.parse(event.data).instance;
    if (instance && instance !== told) location.reload(); // the program was started anew
    instance = told;
    say("live", "Live");
  });
  source.addEventListener("error", () => say("lost", "Not running"));
  source.addEventListener("change", (event) => take(JSON.parse(event.data), partOf));
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
    const found = await partOf(location.href);
    if (found && turn === newest) replace(found.part);
  }
  if (change.list) refreshList();
}

/** Put a new main part in place of the old one; a frame stays and shows its new version. */
function replace(part) {
  const old = document.getElementById("main");
  if (old.dataset.key !== part.dataset.key || old.dataset.tab !== part.dataset.tab) return;
  const scrolled = [old, ...old.querySelectorAll("[data-scroll], .beside-words, .feed-list")].map(
    (element) => [element.scrollTop, element.scrollLeft],
  );
  const focused = document.activeElement?.id;
  for (const details of old.querySelectorAll("details[data-open]")) {
    const same = part.querySelector(`details[data-open="${CSS.escape(details.dataset.open)}"]`);
    if (same) same.open = details.open;
  }
  const stages = [...old.querySelectorAll(".stage")];
  const places = [...part.querySelectorAll(".stage")];
  const keeps = stages.length === 1 && places.length === 1;
  if (keeps) {
    const versions = [stages[0], places[0]].map((it) => it.querySelector("[data-frame]").dataset.version);
    swapAround(old, document.adoptNode(part), stages[0]);
    if (versions[0] !== versions[1]) {
      const frame = stages[0].querySelector("[data-frame]");
      frame.dataset.version = versions[1];
      reload(frame);
    }
  } else {
    old.replaceWith(document.adoptNode(part));
  }
  const main = document.getElementById("main");
  if (!keeps) setUpMain(main);
  [main, ...main.querySelectorAll("[data-scroll], .beside-words, .feed-list")].forEach((element, index) => {
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
