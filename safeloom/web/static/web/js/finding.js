// A long list of boxes to tick can be looked through by name, and tells how many are ticked. Without this it
// scrolls in its box.

let made = 0;
for (const list of document.querySelectorAll("[data-finding]")) {
  const items = [...list.querySelectorAll(".govuk-checkboxes__item")];
  const groups = [...list.querySelectorAll(".govuk-checkboxes")];
  const id = `finding-${(made += 1)}`;
  const words = document.createElement("label");
  words.className = "govuk-label";
  words.htmlFor = id;
  words.textContent = "Find in this list";
  const box = document.createElement("input");
  Object.assign(box, { id, type: "search", className: "govuk-input", autocomplete: "off" });
  const told = document.createElement("p");
  told.className = "quiet";
  told.setAttribute("role", "status");
  list.before(words, box, told);

  const heading = (group) => {
    const before = group.previousElementSibling;
    return before?.classList.contains("choices-heading") ? before : null;
  };
  const tell = () => {
    const ticked = items.filter((one) => one.querySelector("input").checked).length;
    const shown = items.filter((one) => !one.hidden).length;
    told.textContent = shown === items.length
      ? `${ticked} of ${items.length} ticked`
      : `${shown} of ${items.length} shown, ${ticked} ticked`;
  };
  const find = () => {
    const sought = box.value.trim().toLowerCase();
    for (const group of groups) {
      const named = heading(group)?.textContent.toLowerCase().includes(sought);
      const own = items.filter((one) => group.contains(one));
      // What is ticked stays in sight, so that nothing is sent that was not seen.
      for (const one of own) {
        one.hidden = !named && !one.querySelector("input").checked
          && !one.textContent.toLowerCase().includes(sought);
      }
      group.hidden = own.every((one) => one.hidden);
      if (heading(group)) heading(group).hidden = group.hidden;
    }
    tell();
  };
  box.addEventListener("input", find);
  // Enter would send the whole form before anything was chosen.
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  list.addEventListener("change", tell);
  find();
}
