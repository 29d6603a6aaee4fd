// Counts down until a decision takes effect, and undoes it with the key u. Everything works without.
for (const form of document.querySelectorAll("form.undo")) {
  const end = performance.now() + Number(form.dataset.seconds) * 1000;
  const left = form.querySelector(".left");
  const button = form.querySelector("button");
  const timer = setInterval(show, 1000);

  function show() {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    left.textContent = seconds > 0 ? form.dataset.left.replace("{0}", seconds) : "";
    if (seconds > 0) return;
    button.disabled = true;
    clearInterval(timer);
  }
  show();
}

document.addEventListener("keydown", event => {
  if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  // Letters that somebody writes are letters.
  if (event.target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) return;
  const button = document.querySelector("form.undo button:enabled");
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
