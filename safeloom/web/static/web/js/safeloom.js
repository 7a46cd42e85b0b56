// Everything works without this. It moves the focus to the error summary and counts words while typing.

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
