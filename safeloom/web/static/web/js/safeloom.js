// Everything works without this. It moves the focus to the error summary, counts words while typing and
// leads from the key / to the search.

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

for (const area of document.querySelectorAll("textarea[data-words]")) {
  const told = document.getElementById(`${area.id}_words`);
  if (!told) continue;
  const most = Number(area.dataset.words);
  const spoken = document.createElement("div");
  spoken.className = "govuk-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  told.after(spoken);
  let waiting;
  const count = () => {
    const left = most - (area.value.match(/\S+/g) || []).length;
    const words = Math.abs(left) === 1 ? "word" : "words";
    told.textContent = left < 0
      ? `You have ${-left} ${words} too many`
      : `You have ${left} ${words} remaining`;
    told.classList.toggle("govuk-error-message", left < 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => { spoken.textContent = told.textContent; }, 1000);
  };
  area.addEventListener("input", count);
  count();
}

// A single key can be in the way of who speaks to their computer: it is turned off on the search page.
const SLASH = "safeloom-slash";
const slashIsOn = () => { try { return localStorage.getItem(SLASH) !== "off"; } catch { return true; } };
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !slashIsOn()) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
const choice = document.querySelector("[data-slash]");
if (choice) {
  const tick = choice.querySelector("input");
  tick.checked = slashIsOn();
  tick.addEventListener("change", () => {
    try { localStorage.setItem(SLASH, tick.checked ? "on" : "off"); } catch { /* kept for this page only */ }
  });
  choice.hidden = false;
}
