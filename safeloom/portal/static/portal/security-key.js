// Asks the browser for a security key's answer and sends it with its form. The page says what to do where
// this does not run; what the key is asked stands in the form's data-options.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (credentials) =>
  (credentials || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function create(asked) {
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
    },
  });
}

async function get(asked) {
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: known(asked.allowCredentials),
    },
  });
}

function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("form[data-options]")) {
  const button = form.querySelector("button");
  const said = form.querySelector("[data-said]");
  if (!window.PublicKeyCredential) {
    said.textContent = "This browser cannot use security keys.";
    continue;
  }
  button.hidden = false;
  said.textContent = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "Now touch your key, or do what your computer asks.";
    button.disabled = true;
    try {
      const asked = JSON.parse(form.dataset.options).publicKey;
      const credential = await (asked.user ? create(asked) : get(asked));
      form.elements.credential.value = JSON.stringify(plain(credential));
      form.submit();
    } catch (problem) {
      said.textContent = problem.name === "InvalidStateError"
        ? "This key is set up already."
        : "That did not work. Nothing was changed. Try again.";
      button.disabled = false;
    }
  });
}
