// The review app with script: keys that press what the page offers, and answers that replace the
// main part of the page. Without it every act is a form or a link; nothing here decides anything.

const main = () => document.querySelector("main");
const said = document.querySelector("#said");
let busy = false;
let shown = location.pathname + location.search;

function say(text) {
  said.textContent = "";
  said.textContent = text;
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

// Say what could not be done; the page stays, with all that was typed into it.
function complain(text) {
  document.querySelector("#problem")?.remove();
  const line = Object.assign(document.createElement("p"), { id: "problem", className: "notice error" });
  line.textContent = text;
  main().prepend(line);
  say(text);
  window.scrollTo(0, 0);
}

// Replace what the page shows by what another one does.
function show(text, address, { keep = false } = {}) {
  const next = parsed(text);
  const list = document.querySelector(".scroll");
  const top = list ? list.scrollTop : 0;
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  main().replaceWith(next.querySelector("main"));
  for (const part of [".top nav", ".tools"]) {
    const fresh = next.querySelector(part);
    if (fresh) document.querySelector(part).replaceWith(fresh);
  }
  if (!keep) history.pushState(null, "", withoutNotice(address));
  shown = location.pathname + location.search;
  const notice = document.querySelector("[data-notice]");
  say([notice?.textContent ?? "", document.querySelector("#title, h1")?.textContent ?? ""].join(" ").trim());
  settle(top);
}

// Where one is: the row of the card in its list in sight, the focus in the new part of the page.
function settle(top) {
  const list = document.querySelector(".scroll");
  const current = list?.querySelector("[aria-current]");
  if (list && current) {
    list.scrollTop = top;
    const box = current.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      list.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }
  const first = document.querySelector("main [autofocus]") ?? main();
  first.focus({ preventScroll: first === main() });
  window.scrollTo(0, 0);
  document.querySelector("main [data-here]")?.scrollIntoView({ block: "center" });
}

function withoutNotice(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete("notice");
  return url.pathname + url.search;
}

async function visit(address, options = {}, { keep = false } = {}) {
  if (busy) return;
  busy = true;
  document.documentElement.classList.add("busy");
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    // A conflict answers a post at its own address, which cannot be visited again.
    const posted = options.method === "POST" && !answer.redirected;
    const text = await answer.text();
    const problem = posted && parsed(text).querySelector("[data-problem]");
    if (problem) complain([...problem.querySelectorAll("p:not(.buttons)")].map((each) => each.textContent).join(" "));
    else show(text, answer.url, { keep: keep || posted });
  } catch {
    complain(document.body.dataset.lost);
  } finally {
    busy = false;
    document.documentElement.classList.remove("busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-swap]")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  const action = form.getAttribute("action");
  if (form.method === "post") visit(action, { method: "POST", body: fields });
  else {
    for (const [name, value] of [...fields]) if (!value) fields.delete(name);
    visit(`${action}?${fields}`);
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".filters[data-swap] select")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches("[data-close]") && link.closest("dialog")) {
    event.preventDefault();
    link.closest("dialog").close();
  } else if (link.matches("[data-dialog]")) {
    event.preventDefault();
    dialog(link.href);
  } else if (link.matches("[data-swap]")) {
    event.preventDefault();
    visit(link.href);
  }
});

addEventListener("popstate", () => {
  // A link to a part of the page comes here too.
  if (shown !== location.pathname + location.search) visit(location.href, {}, { keep: true });
});

// A page of its own, shown over this one.
async function dialog(address) {
  document.querySelector("dialog")?.remove();
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer) return say(document.body.dataset.lost);
  const page = parsed(await answer.text());
  const shown = document.createElement("dialog");
  shown.append(page.querySelector("article"));
  shown.setAttribute("aria-label", shown.querySelector("h1").textContent);
  document.body.append(shown);
  shown.addEventListener("close", () => shown.remove());
  shown.showModal();
}

const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return escape(event);
  if (event.target.closest(TYPED) || document.querySelector("dialog[open]")) return;
  const shifted = event.shiftKey && event.key.startsWith("Arrow");
  const name = (shifted ? "shift+" : "") + event.key.toLowerCase();
  const open = document.querySelector("details.act[open]");
  const pressed =
    open?.querySelector(`[data-digit="${CSS.escape(name)}"]`) ??
    document.querySelector(`main [data-key="${CSS.escape(name)}"], .tools [data-key="${CSS.escape(name)}"]`);
  if (!pressed || event.repeat) return;
  event.preventDefault();
  press(pressed);
});

function press(thing) {
  if (busy) return;
  if (thing.matches("input")) {
    thing.focus();
    thing.select();
  } else if (thing.dataset.then) {
    visit(thing.href).then(() => document.getElementById(thing.dataset.then)?.focus());
  } else {
    thing.click();
    const list = thing.matches("summary") && thing.parentElement.open && thing.parentElement;
    if (list) (list.querySelector("button, input:not([type=hidden])") ?? thing).focus();
  }
}

// Leave what is open: a field, a list of reasons, an edit.
function escape(event) {
  if (document.querySelector("dialog[open]")) return;
  const list = document.querySelector("details.act[open]");
  const cancel = document.querySelector("[data-cancel]");
  if (list) {
    list.open = false;
    list.querySelector("summary").focus();
  } else if (event.target.closest(TYPED) && !event.target.closest("form.edit, form.raw")) {
    event.target.blur();
  } else cancel?.click();
}
