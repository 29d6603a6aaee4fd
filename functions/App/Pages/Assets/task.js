// A task's page: keys for the next and the previous task; on a phone only the evidence and the decision are open at first.
// Everything works without.
if (matchMedia("(max-width: 48rem)").matches && !location.hash)
  for (const part of document.querySelectorAll(".task details.part")) part.open = part.querySelector("[aria-invalid]") !== null;

const links = { j: "next-task", k: "previous-task" };

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches("input, textarea, select")) return;
  const link = document.getElementById(links[event.key]);
  if (link) link.click();
});
