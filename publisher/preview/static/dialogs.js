// Help, the archive's drawer on a small screen, and the test send.

/** Make the buttons with a task work. */
export function setUpDialogs() {
  document.addEventListener("click", (event) => {
    const task = event.target.closest("[data-do]")?.dataset.do;
    if (task === "help") document.getElementById("help").showModal();
    else if (task === "send") openSend();
    else if (task === "check") check(event.target);
    else if (task === "close") event.target.closest("dialog").close();
    else if (task === "archive") {
      const shows = document.body.classList.toggle("shows-archive");
      event.target.closest("[data-do]").setAttribute("aria-expanded", String(shows));
      if (shows) document.getElementById("search").focus();
    }
  });
  document.querySelector("[data-send]").addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
}

function openSend() {
  document.querySelector("[data-answer]").replaceChildren();
  document.getElementById("send").showModal();
  document.getElementById("to").focus();
}

const token = () => document.querySelector("meta[name=preview-token]").content;

async function check(button) {
  button.disabled = true;
  const words = document.querySelector("[data-progress]");
  words.textContent = "Checking…";
  try {
    const reply = await fetch("/problems/check", { method: "POST", headers: { "X-Preview-Token": token() } });
    if (reply.ok) return; // progress comes as events
    words.textContent = await reply.text();
  } catch {
    words.textContent = "The preview is not running any more.";
  }
  button.disabled = false;
}

async function send(form, force = false) {
  const answer = form.querySelector("[data-answer]");
  const button = form.querySelector("[type=submit]");
  const key = document.getElementById("main").dataset.key;
  const path = key.split("/").map(encodeURIComponent).join("/");
  button.disabled = true;
  answer.replaceChildren(line("muted", "Sending…"));
  try {
    const reply = await fetch(`/send/${path}${location.search}`, {
      method: "POST",
      headers: { "X-Preview-Token": token(), "Content-Type": "application/json" },
      body: JSON.stringify({ to: form.elements.to.value, force }),
    });
    const told = reply.headers.get("content-type")?.includes("json") ? await reply.json() : { error: await reply.text() };
    answer.replaceChildren(...(told.receipts ? receipts(told) : []), ...(told.error ? refusal(told) : []));
    if (told.may_force) answer.append(sendAnyway(form));
  } catch {
    answer.replaceChildren(line("bad", "✕ The preview is no longer running."));
  } finally {
    button.disabled = false;
  }
}

function sendAnyway(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Send anyway";
  button.addEventListener("click", () => send(form, true));
  return button;
}

function refusal({ error, hint, receipts: sent }) {
  return [line("bad", `✕ Not sent${sent ? " to the others" : ""}: ${error}`), ...(hint ? [line("muted", hint)] : [])];
}

function receipts({ subject, receipts: list }) {
  const signs = { accepted: "✓", deferred: "…", refused: "✕", unknown: "?" };
  const rows = list.map(({ recipient, outcome, code, detail }) => {
    const row = document.createElement("li");
    row.append(
      line(outcome === "accepted" ? "good" : "bad", `${signs[outcome]} ${outcome}: ${recipient}`),
      line("muted", [code, detail].filter(Boolean).join(" ")),
    );
    return row;
  });
  const found = document.createElement("ul");
  found.className = "receipts";
  found.append(...rows);
  return [line("", `Subject: ${subject}`), found];
}

function line(kind, words) {
  const made = document.createElement("p");
  made.className = kind;
  made.textContent = words;
  return made;
}
