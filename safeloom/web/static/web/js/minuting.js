// Several forms stand on one screen. Before one of them is sent, notes that were typed elsewhere on it are
// saved too; where they cannot be, nothing is sent, and it is said beside them. Without this each is saved
// by its own button.

const notes = [...document.querySelectorAll("form[data-beside]")];
const said = (form) => new URLSearchParams(new FormData(form)).toString();
const before = new Map(notes.map((form) => [form, said(form)]));

const save = async (form) => {
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
  } catch { /* not reached */ }
  if (answer && answer.type === "opaqueredirect") { before.set(form, said(form)); return true; }
  let told = form.querySelector("[role=alert]");
  if (!told) {
    told = document.createElement("p");
    told.className = "govuk-error-message";
    told.setAttribute("role", "alert");
    form.querySelector("button").before(told);
  }
  told.textContent = "These notes are not saved yet. Save them first: you will see what stands in the way.";
  return false;
};

for (const form of document.querySelectorAll("form[data-beside], form[data-takes-along]")) {
  form.addEventListener("submit", async (event) => {
    const others = notes.filter((other) => other !== form && said(other) !== before.get(other));
    if (!others.length) return;
    event.preventDefault();
    const failed = (await Promise.all(others.map(save))).includes(false);
    const told = form.querySelector("[role=alert]");
    if (!failed || told) form.submit();
  });
}
