// The page of an import looks again while it runs; its form says before anything is sent that files are too large.
// Everything works without.
const stop = document.querySelector("a[href$='watch=no']");
if (stop) {
  const again = () => document.hidden ? document.addEventListener("visibilitychange", () => location.reload(), { once: true }) : location.reload();
  const timer = setTimeout(again, 2000);
  stop.addEventListener("click", () => clearTimeout(timer));
}

const form = document.getElementById("import");
const tooLarge = document.getElementById("too-large");
if (form && tooLarge) {
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const isTooLarge = () => inputs.flatMap(input => [...input.files]).reduce((sum, file) => sum + file.size, 0) > Number(form.dataset.most) - 4096;
  const say = () => {
    tooLarge.hidden = !isTooLarge();
    tooLarge.textContent = tooLarge.hidden ? "" : form.dataset.tooLarge;
  };
  for (const input of inputs) input.addEventListener("change", say);
  form.addEventListener("submit", event => {
    if (isTooLarge()) event.preventDefault();
    say();
  });
}
