// A page of questions that is being answered is saved within five seconds of a change, and it is said when.
// Nothing is kept in the browser: what could not be saved stays in its boxes, with a warning, and is tried
// again. Files go when the page is saved by its button. Without this each page saves by its button. A page that is
// saved as a whole carries one revision in place of one for each answer.

const form = document.querySelector("[data-answering]");
const told = form.querySelector("[data-saving]");
const spoken = document.querySelector("[data-saving-said]");
const SOON = 300, LATER = 3000, AGAIN = 5000;
const OURS = /^(seen-|csrf|account_key|shown$|conflict$|keep-|revision$)/;

const said = () => {
  const found = new FormData(form);
  for (const [name, value] of [...found]) if (value instanceof File) found.delete(name);
  return found;
};
const typed = () => JSON.stringify([...said()].filter(([name]) => !OURS.test(name)));
const files = () => [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);

// What was sent and got no answer may have arrived: it goes again as it was, before anything newer, or one
// would meet one's own words as somebody else's.
let before = typed(), timer, flying, doubtful, sending = false, over = false;

const tell = (words, wrong = false) => {
  told.hidden = false;
  told.textContent = words;
  told.classList.toggle("govuk-error-message", wrong);
  if (spoken.textContent !== words) spoken.textContent = words;
};

const question = (key) => form.querySelector(`[data-question="${CSS.escape(key)}"]`);

const show = (applies) => {
  let more = 0;
  for (const [key, does] of Object.entries(applies)) {
    const block = question(key);
    if (!block || block.hidden === !does) continue;
    block.hidden = !does;
    const shown = block.querySelector("[name=shown]");
    if (shown) shown.disabled = !does;
    if (does) more += 1;
  }
  return more;
};

const taken = (answer, sent) => {
  before = sent;
  if (answer.revision) form.elements.revision.value = answer.revision;
  for (const [key, seen] of Object.entries(answer.seen)) {
    const block = question(key);
    const input = block && block.querySelector(`[name="seen-${CSS.escape(key)}"]`);
    if (input) input.value = seen;
  }
  const more = show(answer.applies);
  for (const [key, html] of Object.entries(answer.conflicts)) {
    const place = question(key).querySelector("[data-conflict]");
    if (place.firstElementChild) continue;
    // Parsed apart from the page: no script or handler in it could ever run.
    place.append(...new DOMParser().parseFromString(html, "text/html").body.children);
  }
  let words = `Saved at ${answer.saved}.`;
  if (more) words += ` ${more} more ${more === 1 ? "question is" : "questions are"} asked because of your answers.`;
  const left = answer.unread.map((one) => ` Not saved yet: ${one}.`).join("");
  const both = Object.keys(answer.conflicts).length
    ? " A colleague changed an answer while you were typing: choose which to keep, then save the page." : "";
  tell(words + left + both, Boolean(left || both));
};

const save = async () => {
  clearTimeout(timer);
  timer = undefined;
  if (over || sending || (typed() === before && !doubtful)) return;
  if (flying) { plan(SOON); return; }
  const wait = doubtful ? SOON : LATER;
  const { sent, body } = doubtful || { sent: typed(), body: said() };
  flying = fetch(form.action, {
    method: "POST", body, redirect: "manual", headers: { "X-Autosave": "1" },
  }).then(async (answer) => {
    doubtful = undefined;
    if (answer.ok) { taken(await answer.json(), sent); return; }
    if (answer.status === 409) {
      over = true;
      const { words } = await answer.json();
      tell(words || "Not saved: this takes no more answers. Copy what you typed before you leave this page.", true);
    } else if (answer.type === "opaqueredirect") {
      over = true; // the button keeps what was typed while one signs in; trying again would keep it again and again
      tell("Not saved: your session is over. Press Save and continue: you are asked to sign in, and what you typed is given back.", true);
    } else if (answer.status === 410 || answer.status === 403) {
      tell("Not saved: your link is no longer open in this browser. Keep this page open, open the link again in another window, then type on here.", true);
    } else {
      tell("Not saved: something went wrong. Keep this page open; it is tried again.", true);
      plan(AGAIN * 3);
    }
  }).catch(() => {
    doubtful = { sent, body };
    tell("Not saved: no connection. Keep this page open.", true);
    plan(AGAIN);
  }).finally(() => {
    flying = undefined;
    if (typed() !== before && !timer && !over) plan(wait);
  });
  await flying;
};

const plan = (wait) => {
  if (timer && wait >= LATER) return;
  clearTimeout(timer);
  timer = setTimeout(save, wait);
};

form.addEventListener("input", () => plan(LATER));
form.addEventListener("change", (event) => {
  if (event.target.matches("input[type=radio], input[type=checkbox]")) plan(SOON);
});
addEventListener("online", () => plan(SOON));

form.addEventListener("submit", async (event) => {
  // What is on its way is waited for: the page shall not meet its own change. Without a connection one stays.
  if (flying || doubtful) {
    event.preventDefault();
    await (flying || save());
    if (!doubtful) form.requestSubmit(event.submitter);
    return;
  }
  clearTimeout(timer);
  sending = true;
});

addEventListener("beforeunload", (event) => {
  if (!sending && (files() || typed() !== before)) event.preventDefault();
});
// Back to this page by the browser's own button: it saves again.
addEventListener("pageshow", () => { sending = false; });

// Who was quicker than this script already answered something.
const touched = (one) => one.matches("input[type=radio], input[type=checkbox]")
  ? one.checked !== one.defaultChecked : one.matches("input, textarea") && one.value !== one.defaultValue;
if ([...form.elements].some(touched)) { before = ""; plan(SOON); }
