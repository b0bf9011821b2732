// "Dicht bij mij": the browser is asked where it is when somebody presses the button, and never before. The answer is rounded here, to the
// middle of a square of about 220 by 210 metres (shops/spots.py), and posted; nothing of it is kept.
const LATITUDE = 0.002;
const LONGITUDE = 0.003;
const AGE = 300_000; // ms: a place of five minutes ago is good enough
const PATIENCE = 12_000;

const rounded = (degrees, step) => (Math.round(degrees / step) * step).toFixed(3);

export function ask(form) {
  const told = form.querySelector("[data-told]");
  told.textContent = "…";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.plek.value = `${rounded(coords.latitude, LATITUDE)},${rounded(coords.longitude, LONGITUDE)}`;
      form.submit();
    },
    () => {
      const field = document.getElementById("f-bij");
      told.textContent = form.dataset.failed;
      field.closest("details").open = true;
      field.focus();
    },
    { maximumAge: AGE, timeout: PATIENCE },
  );
}
