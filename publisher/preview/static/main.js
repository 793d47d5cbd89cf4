// The main part of a page: its frame, its controls, copying.
import { setUpFrame } from "./frame.js";

/** Set up a new main part. */
export function setUpMain(main) {
  for (const stage of main.querySelectorAll(".stage")) setUpFrame(stage);
  const controls = main.querySelector("[data-controls]");
  if (controls) setUpControls(controls, main);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const done = await fetch(button.dataset.copy)
    .then(async (answer) => answer.ok && copied(await answer.text()))
    .catch(() => false);
  button.textContent = done ? "Copied" : "Copy failed";
  setTimeout(() => (button.textContent = "Copy"), 1600);
});

/** Copy text to the clipboard; by a selection if the page has no clipboard access. */
async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** Keep the choices in the URL, for a reload, a link and the tabs. */
function setUpControls(controls, main) {
  const frame = main.querySelector("[data-frame]");
  const stage = main.querySelector(".stage");
  controls.addEventListener("change", (event) => {
    const query = new URLSearchParams(location.search);
    const { name, value } = event.target;
    const usual = { width: "full", scheme: "light", images: "on" }[name];
    if (value === usual) query.delete(name);
    else query.set(name, value);
    const words = query.toString() ? `?${query}` : "";
    history.replaceState(null, "", location.pathname + words);
    for (const link of main.querySelectorAll("[role=tab]")) {
      link.href = new URL(link.href).pathname + words;
    }
    if (name === "width") stage.dispatchEvent(new CustomEvent("width", { detail: value }));
    else frame.dispatchEvent(new CustomEvent("show", { detail: new URL(frame.src).pathname + words }));
  });
  controls.addEventListener("submit", (event) => event.preventDefault());
}

/** Scroll the email to a mark; if none is shown, in the Email tab. */
export async function showMark(mark, visit) {
  let frame = visibleFrame();
  if (!frame) {
    await visit(document.getElementById("tab-email").href);
    frame = visibleFrame();
  }
  frame?.dispatchEvent(new CustomEvent("mark", { detail: mark }));
}

function visibleFrame() {
  const frame = document.querySelector("[data-frame]");
  return frame && frame.offsetParent !== null ? frame : null;
}
