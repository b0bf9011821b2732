// A passkey: the browser asks for a finger, a face or a PIN, and the form carries the answer. Without JavaScript, or in a browser that has
// no passkeys, the form stays hidden and a code does.
const able = "parseRequestOptionsFromJSON" in (window.PublicKeyCredential ?? {});

async function question(form) {
  const asked = form.dataset.ask
    ? await (await fetch(form.dataset.ask, { headers: { Accept: "application/json" } })).json()
    : JSON.parse(form.querySelector("script[type='application/json']").textContent);
  return (asked.creation_options ?? asked.request_options).publicKey;
}

async function answer(form) {
  const options = await question(form);
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential.toJSON());
}

for (const form of able ? document.querySelectorAll("[data-passkey]") : []) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = await answer(form);
      form.submit();
    } catch {
      failed.hidden = false; // cancelled, too late, or no key of this site: the same to whoever sits there
    }
  });
}
for (const note of able ? document.querySelectorAll("[data-no-passkeys]") : []) note.hidden = true;
