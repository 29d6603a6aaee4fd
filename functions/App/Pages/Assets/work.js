// Makes a list quicker for those who can use it: keys, a box that selects all, menus that close. Everything works without.
const rows = [...document.querySelectorAll("table.work tbody tr:not(.group)")];
const help = document.getElementById("keys");
let here = -1;

function go(to) {
  if (to < 0 || to >= rows.length) return;
  rows[here]?.classList.remove("here");
  here = to;
  rows[here].classList.add("here");
  rows[here].tabIndex = -1;
  rows[here].focus();
}

function decide(row, key) {
  const button = row.querySelector(`button[data-key="${key}"]`);
  if (!button) return false;
  const reason = row.querySelector("textarea[name=reason]");
  // A decision that needs a reason asks for it first, and is made by the same key's button afterwards.
  if (button.dataset.asksReason !== undefined && reason.value.trim() === "") reason.focus();
  else button.form.requestSubmit(button);
  return true;
}

const acts = {
  j: () => go(here + 1),
  k: () => go(here <= 0 ? 0 : here - 1),
  x: () => rows[here]?.querySelector("input[type=checkbox]")?.click(),
  o: () => rows[here]?.querySelector("td.number a")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (event.key === "Escape") {
    if (at.matches("textarea, input") && here >= 0) rows[here].focus();
    closeMenus();
    return;
  }
  // Letters that somebody writes are letters.
  if (at.matches("input:not([type=checkbox]), textarea, select") || help?.open) return;
  const act = acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (here >= 0 && event.key.length === 1 && decide(rows[here], event.key)) {
    event.preventDefault();
  }
});

for (const row of rows) row.addEventListener("focusin", () => {
  const to = rows.indexOf(row);
  if (to === here) return;
  rows[here]?.classList.remove("here");
  here = to;
  row.classList.add("here");
});

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.more[open]")) if (menu !== but) menu.open = false;
}
document.addEventListener("click", event => closeMenus(event.target.closest("details.more")));

const boxes = rows.map(row => row.querySelector("input[type=checkbox]")).filter(box => box);
const all = document.getElementById("all");
const selected = document.getElementById("how-many");
function count() {
  const ticked = boxes.filter(box => box.checked).length;
  if (selected) selected.textContent = ticked === 0 ? "" : ticked === 1 ? selected.dataset.one : selected.dataset.many.replace("{0}", ticked);
  if (all) {
    all.checked = ticked === boxes.length && ticked > 0;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}
if (all && boxes.length > 0) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
  count();
}

const opener = document.getElementById("show-keys");
if (opener && help) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}
