// A form with [data-proof]: while somebody fills it in, the browser solves a challenge in the background, and the form carries the proof.
// Where it cannot (no secure context, no answer), the form is sent without: the site then has another way.
const able = isSecureContext && "Worker" in window;
const WORKERS = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
const STALE = 15 * 60_000; // a challenge holds for twenty minutes
const PATIENCE = 45_000; // how long a form that is sent waits for its proof

async function challengeFrom(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
  return answer.json();
}

function solved(challenge, address) {
  const workers = Array.from({ length: WORKERS }, () => new Worker(address));
  const first = new Promise((resolve, reject) => {
    for (const [number, worker] of workers.entries()) {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => (data?.derivedKey ? resolve(data) : reject(new Error("not solved")));
      worker.postMessage({ type: "work", challenge, counterStart: number, counterStep: WORKERS });
    }
  });
  return first.finally(() => workers.forEach((worker) => worker.terminate()));
}

async function proof({ proof: address, worker }) {
  const challenge = await challengeFrom(address);
  return btoa(JSON.stringify({ challenge, solution: await solved(challenge, worker) }));
}

function accompany(form, box) {
  const field = box.querySelector("input");
  const line = box.querySelector("[role='status']");
  let work = null; // a promise from the first touch on
  let began = 0;
  let isWaiting = false; // sent, but its proof is not there yet

  function say(text, isDone = false) {
    line.textContent = text;
    box.classList.toggle("proof--done", isDone);
  }

  function forget() {
    work = null;
    field.value = "";
    say("");
  }

  async function make() {
    say(box.dataset.working);
    try {
      const found = await proof(box.dataset);
      field.value = found;
      say(box.dataset.done, true);
    } catch {
      forget(); // tried again at the next touch
    }
  }

  function begin() {
    if (work && Date.now() - began > STALE) forget();
    if (!work) {
      began = Date.now();
      work = make();
    }
    return work;
  }

  async function send(event) {
    if (field.value && Date.now() - began <= STALE) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    await Promise.race([begin(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    form.removeEventListener("submit", send);
    form.requestSubmit(event.submitter);
    form.addEventListener("submit", send);
    isWaiting = false;
  }

  forget();
  form.addEventListener("focusin", begin);
  form.addEventListener("input", begin); // a choice by finger gives no focus everywhere
  form.addEventListener("submit", send);
  addEventListener("pageshow", ({ persisted }) => persisted && forget()); // back to a form: its proof is spent
  if (form.contains(document.activeElement)) begin();
}

for (const box of able ? document.querySelectorAll("[data-proof]") : []) accompany(box.closest("form"), box);
