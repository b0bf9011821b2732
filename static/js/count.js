// A text with data-count-left="Nog {left} tekens" and a maxlength: under it stands how many characters are left. Said aloud near the end only.
const FEW = 40;

function accompany(field) {
  const line = document.createElement("p");
  const said = document.createElement("p");
  line.className = "count";
  line.setAttribute("aria-hidden", "true");
  said.className = "vh";
  said.setAttribute("role", "status");
  field.after(line, said);

  function count() {
    const left = field.maxLength - field.value.length;
    const words = field.dataset.countLeft.replace("{left}", left);
    line.textContent = words;
    line.classList.toggle("count--few", left <= FEW);
    if (left <= FEW && left % 10 === 0) said.textContent = words;
  }

  field.addEventListener("input", count);
  count();
}

document.querySelectorAll("[data-count-left]").forEach(accompany);
