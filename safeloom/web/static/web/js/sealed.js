// On a page of sealed material: Esc twice within a second hides it and leaves for home, without a way back to
// it by the browser's own button; printing is noted in its log and the paper says when. Without this the
// page still says when it was opened, which is noted too.

const band = document.querySelector("[data-sealed]");
let last = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - last > 1000) { last = event.timeStamp; return; }
  document.title = "Safeloom";
  document.body.replaceChildren();
  location.replace(band.dataset.home);
});

addEventListener("beforeprint", () => {
  const moment = new Date();
  const day = moment.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  band.querySelector("[data-printed]").textContent = `${day}, ${moment.toTimeString().slice(0, 5)}`;
  fetch(band.dataset.print, { method: "POST", body: new FormData(band.querySelector("form")), keepalive: true });
});
