// While seats are ticked the line above them says whether the meeting can decide, before anything is saved.
// Without this it says so once they are.

const form = document.querySelector("form[data-ticked]");
const line = document.getElementById("quorum");
let asked = 0;
form?.addEventListener("change", async () => {
  const mine = (asked += 1);
  try {
    const answer = await fetch(form.dataset.ticked, {
      method: "POST", body: new FormData(form), redirect: "error",
    });
    if (!answer.ok) return;
    const html = await answer.text();
    // Parsed apart from the page: no script or handler in it could ever run.
    if (mine === asked) line.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  } catch { /* it says so once they are saved */ }
});
