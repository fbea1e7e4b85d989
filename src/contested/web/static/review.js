// Keys of the review pages: what bears data-key is pressed, opened or given the focus by its key. The pages work
// without them, and they can be switched off, for who speaks to a computer or leans on its keys.

const OFF = "contested.review.keys";
const off = document.getElementById("keys-off");
let listening = localStorage.getItem(OFF) !== "off";

document.documentElement.classList.add("scripted");
function tell() {
  if (!off) return;
  off.setAttribute("aria-pressed", String(!listening));
  document.documentElement.classList.toggle("keyless", !listening);
}
off?.addEventListener("click", () => {
  listening = !listening;
  if (listening) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
  tell();
});
tell();

const rows = [...document.querySelectorAll("[data-row] [data-open]")];
function step(by) {
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const types = (element) => element.matches?.("input:not([type=radio], [type=hidden]), textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (types(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (!listening) return;
  if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1);
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("summary")) {
    wanted.parentElement.open = true;
    wanted.parentElement.querySelector("input:checked, select, input, textarea, button")?.focus();
  } else if (wanted.matches("textarea, input")) wanted.focus();
  else wanted.click();
});

document.getElementById("problems")?.focus();

// What takes a while says so: a table of thousands of claims is read and weighed before its page comes.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    setTimeout(() => {
      button.setAttribute("aria-busy", "true");
      button.append(" …");
    }, 400);
  });
}

// A table chosen as a file is also put where it can be read and mended.
for (const file of document.querySelectorAll("input[type=file][data-into]")) {
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (chosen && chosen.size < 900_000) document.getElementById(file.dataset.into).value = await chosen.text();
  });
}
document.documentElement.dataset.ready = "true";
