// The whole page: navigation between issues and tabs without a reload, keys, dialogs.
import { followChanges } from "./changes.js";
import { moveInList, setUpList, showCurrent } from "./list.js";
import { setUpMain, showMark } from "./main.js";
import { setUpDialogs } from "./dialogs.js";

const main = () => document.getElementById("main");

/** Fetch the main part of a page; return its element and title. Fails if there is none. */
async function partOf(url) {
  const answer = await fetch(url, { headers: { "X-Part": "main" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById("main");
  if (!part) throw new Error(`${url} is not a page of the preview`);
  return { part, title: page.title };
}

let asked = 0;

/** Show another page in place; `push` keeps the previous one in the history. */
async function visit(url, { push = true, focus = null } = {}) {
  const turn = ++asked;
  main().setAttribute("aria-busy", "true");
  const found = await partOf(url).catch(() => null);
  if (turn !== asked) return; // another was requested meanwhile
  if (!found) {
    location.assign(url);
    return;
  }
  if (push) history.pushState(null, "", url);
  main().replaceWith(document.adoptNode(found.part));
  const brand = document.querySelector(".brand").textContent;
  document.title = `${found.title} · ${brand}`;
  document.body.classList.remove("shows-archive");
  setUpMain(main());
  showCurrent(main().dataset.key ?? "");
  if (focus) document.getElementById(focus)?.focus();
  else window.scrollTo(0, 0);
}

/** Return the URL of an issue with the current tab and choices. */
function addressOf(key, tab = main().dataset.tab ?? "email") {
  const query = new URLSearchParams(location.search);
  for (const name of ["of", "q"]) query.delete(name);
  const path = key.split("/").map(encodeURIComponent).join("/");
  const words = query.toString();
  return `/${tab}/${path}${words ? `?${words}` : ""}`;
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest("a");
  if (!link) return;
  if (link.dataset.mark) {
    event.preventDefault();
    showMark(link.dataset.mark, visit);
  } else if (link.matches("[role=tab], [data-nav]")) {
    event.preventDefault();
    visit(link.href, { focus: link.matches("[role=tab]") ? link.id : null });
  } else if (link.matches(".row")) {
    event.preventDefault();
    visit(addressOf(link.dataset.key));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("[role=tab]") && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const here = tabs.indexOf(event.target);
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: tabs.length - 1 }[event.key];
    event.preventDefault();
    tabs.at(to % tabs.length).click();
    return;
  }
  if (event.target.matches("input:not([type=radio]), select, textarea")) return;
  if (event.key === "j" || event.key === "k") moveInList(event.key === "j" ? 1 : -1);
  else if (event.key === "/") {
    event.preventDefault();
    document.body.classList.add("shows-archive");
    document.getElementById("search").focus();
  } else if (event.key === "?") document.getElementById("help").showModal();
  else if (/^[1-7]$/.test(event.key)) document.querySelectorAll("[role=tab]")[event.key - 1]?.click();
});

window.addEventListener("popstate", () => visit(location.href, { push: false }));

setUpList();
setUpDialogs();
setUpMain(main());
followChanges({ partOf });
document.documentElement.dataset.ready = "";
