// The archive's list: search, rows that load on scroll, the current issue.

const list = () => document.getElementById("list");
const rows = () => list().querySelector(".rows");
const search = () => document.getElementById("search");

let asked = 0;

/** Fetch a part of the list; return the element of its rows, with its data. */
async function part(start, size) {
  const query = new URLSearchParams({ start, current: list().dataset.current });
  if (size) query.set("size", size);
  if (search().value.trim()) query.set("q", search().value.trim());
  const answer = await fetch(`/list?${query}`);
  if (!answer.ok) throw new Error("the list cannot be read");
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function show(start, size) {
  const turn = ++asked;
  const page = await part(start, size);
  if (turn !== asked) return;
  const top = list().scrollTop;
  list().replaceChildren(...page.body.children);
  list().scrollTop = top;
}

/** Reload the shown rows. */
export function refreshList() {
  const { start, end } = rows().dataset;
  return show(start, Math.max(120, end - start));
}

async function more(before) {
  const shown = rows();
  const { start, end, total } = shown.dataset;
  if (before ? start === "0" : end === total) return false;
  const turn = ++asked;
  const from = before ? Math.max(0, start - 120) : Number(end);
  const page = await part(from, before ? start - from : 120);
  if (turn !== asked) return false;
  const found = page.querySelector(".rows");
  const tall = list().scrollHeight;
  if (before) {
    shown.prepend(...found.children);
    shown.dataset.start = from;
    list().scrollTop += list().scrollHeight - tall;
  } else {
    shown.append(...found.children);
    shown.dataset.end = found.dataset.end;
  }
  return true;
}

let busy = false;

/** Fetch the rows just outside the view. */
async function fill() {
  const { scrollTop, scrollHeight, clientHeight } = list();
  const before = scrollTop < 200 && rows().dataset.start !== "0";
  if (busy || (!before && scrollHeight - scrollTop - clientHeight > 600)) return;
  busy = true;
  const turn = asked;
  await more(before).catch(() => null);
  busy = false;
  if (asked > turn + 1) fill(); // the list was reloaded meanwhile, without these rows
}

/** Set up the list. */
export function setUpList() {
  let waiting = null;
  search().addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      list().scrollTop = 0;
      show(0).catch(() => null); // the page says that the preview is not running
    }, 60);
  });
  search().addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      search().value = "";
      search().blur();
      show(0).then(() => showCurrent(list().dataset.current)).catch(() => null);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      rows().querySelector("a")?.focus();
    }
  });
  document.querySelector("[data-search]").addEventListener("submit", (event) => {
    event.preventDefault();
    rows().querySelector("a")?.click();
  });
  list().addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const row = event.target.closest("li");
    const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
    if (!next) return;
    event.preventDefault();
    next.querySelector("a").focus();
  });
  list().addEventListener("scroll", fill, { passive: true });
  centre();
}

function centre() {
  const row = list().querySelector("[aria-current]");
  if (!row) return;
  const { offsetTop, offsetHeight } = row;
  const { scrollTop, clientHeight } = list();
  if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
    list().scrollTop = offsetTop - clientHeight / 3;
  }
}

/** Mark the current issue. */
export function showCurrent(key) {
  list().dataset.current = key;
  for (const row of list().querySelectorAll(".row")) {
    if (row.dataset.key === key) row.setAttribute("aria-current", "page");
    else row.removeAttribute("aria-current");
  }
  centre();
}

/** Go to the next row (1) or the one before (-1). */
export async function moveInList(step) {
  const beside = () => {
    const row = list().querySelector("[aria-current]")?.closest("li");
    if (!row) return rows().firstElementChild;
    return step > 0 ? row.nextElementSibling : row.previousElementSibling;
  };
  let next = beside();
  if (!next && (await more(step < 0).catch(() => false))) next = beside();
  next?.querySelector("a").click();
}
