// Makes a list quicker for those who can use it: keys, a box that selects all, menus that close, a question before a decision that is
// easily a mistake. Everything works without.
const rows = [...document.querySelectorAll("table.work tbody tr:not(.group)")];
const help = document.getElementById("keys");
let here = -1;

function go(to) {
  if (to < 0 || to >= rows.length) return;
  leave();
  here = to;
  rows[here].classList.add("here");
  rows[here].tabIndex = -1;
  rows[here].focus();
}

const reasonOf = row => row?.querySelector("details.reason");

// A row that is left closes its empty field of the reason.
function leave() {
  rows[here]?.classList.remove("here");
  const reason = reasonOf(rows[here]);
  if (reason && reason.querySelector("textarea").value.trim() === "") reason.open = false;
}

function writeReason(row) {
  reasonOf(row).open = true;
  row.querySelector("textarea[name=reason]").focus();
}

function decide(row, key) {
  const button = row.querySelector(`button[data-key="${key}"]`);
  if (!button) return false;
  const reason = row.querySelector("textarea[name=reason]");
  // A decision that needs a reason asks for it first, and is made by the same key's button afterwards.
  if (button.dataset.asksReason !== undefined && reason.value.trim() === "") writeReason(row);
  // A key is pressed by mistake more easily than a button. The first decision changes least.
  else if (button.classList.contains("second")) ask(row, button);
  else button.form.requestSubmit(button);
  return true;
}

const question = document.getElementById("ask");
let confirmed = null;

function ask(row, button) {
  const part = selector => row.querySelector(selector)?.textContent.trim() ?? "";
  const verb = button.firstChild.textContent.trim();
  document.getElementById("ask-what").textContent = `${verb}: ${part(".person b")}, ${part(".access .what")} (${part(".access .under")})`;
  show(verb, button);
}

function show(verb, button) {
  document.getElementById("ask-yes").textContent = verb;
  question.returnValue = "";
  question.onclose = () => {
    if (question.returnValue === "yes") {
      confirmed = button;
      // Without scripts a page asks the same question.
      button.form.insertAdjacentHTML("beforeend", '<input type="hidden" name="confirmed" value="yes">');
      button.form.requestSubmit(button);
    } else rows[here]?.focus();
  };
  question.showModal();
}

const boxOf = row => row.querySelector("input[type=checkbox]");
const Kept = "work";

// The page is loaded again after a decision. Then the next row has the focus, and the ticks are there.
function keep(row) {
  const at = rows.indexOf(row);
  const next = rows[at + 1] ?? rows[at - 1];
  const ticked = rows.filter(other => other !== row && boxOf(other)?.checked).map(other => boxOf(other).value);
  sessionStorage.setItem(Kept, JSON.stringify({ row: boxOf(row)?.value, next: next && boxOf(next)?.value, ticked }));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(Kept) ?? "null");
  sessionStorage.removeItem(Kept);
  if (!kept) return;
  const find = name => rows.findIndex(row => name && boxOf(row)?.value === name);
  for (const name of kept.ticked) if (find(name) >= 0) boxOf(rows[find(name)]).checked = true;
  // A row that is still there was refused.
  go(find(kept.row) >= 0 ? find(kept.row) : find(kept.next));
}

for (const row of rows) row.querySelector("td.decide form")?.addEventListener("submit", event => {
  const { submitter } = event;
  // What takes something away, or needs a reason, first offers the field of the reason.
  if (submitter !== confirmed && submitter.matches(".second, [data-asks-reason]") && !reasonOf(row).open) {
    event.preventDefault();
    writeReason(row);
  } else if (row.dataset.high !== undefined && submitter !== confirmed) {
    event.preventDefault();
    ask(row, submitter);
  } else keep(row);
});

document.querySelector("form.undo")?.addEventListener("submit", event => {
  const ticked = rows.filter(row => boxOf(row)?.checked).map(row => boxOf(row).value);
  sessionStorage.setItem(Kept, JSON.stringify({ row: event.target.dataset.row, next: here >= 0 && boxOf(rows[here])?.value, ticked }));
});

// From the row that was ticked last to this one.
let ticked = -1;
function tickRange() {
  const [from, to] = ticked < 0 ? [here, here] : [Math.min(ticked, here), Math.max(ticked, here)];
  for (const row of rows.slice(from, to + 1)) if (boxOf(row)) boxOf(row).checked = true;
  count();
}

function tick() {
  ticked = here;
  boxOf(rows[here])?.click();
}

const acts = {
  j: () => go(here + 1),
  k: () => go(here <= 0 ? 0 : here - 1),
  x: () => here >= 0 && tick(),
  X: () => here >= 0 && tickRange(),
  "*": () => all?.click(),
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
  if (at.matches("input:not([type=checkbox]), textarea, select") || help?.open || question?.open) return;
  if (event.key === "Enter" && at === rows[here]) return acts.o();
  const act = acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (here >= 0 && event.key.length === 1 && decide(rows[here], event.key)) {
    event.preventDefault();
  }
});

// The reason opens where the keyboard is. It does not open under a pointer, which would then press something else.
let isPointing = false;
document.addEventListener("pointerdown", () => isPointing = true, true);
document.addEventListener("keydown", () => isPointing = false, true);

for (const row of rows) row.addEventListener("focusin", () => {
  const to = rows.indexOf(row);
  if (to !== here) {
    if (isPointing) rows[here]?.classList.remove("here");
    else leave();
    here = to;
    row.classList.add("here");
  }
  if (!isPointing) reasonOf(row).open = true;
});

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.more[open]")) if (menu !== but) menu.open = false;
}
document.addEventListener("click", event => closeMenus(event.target.closest("details.more")));

let lastBox = -1;
const boxes = rows.map(boxOf).filter(box => box);
const all = document.getElementById("all");
const selected = document.getElementById("how-many");
const elsewhere = [...document.querySelectorAll("#selected input[name=task]")];
function count() {
  const onPage = boxes.filter(box => box.checked);
  const number = onPage.length + elsewhere.length;
  const high = onPage.filter(box => box.closest("tr").dataset.high !== undefined).length + elsewhere.filter(task => task.dataset.high !== undefined).length;
  if (selected) selected.textContent = number === 0 ? "" : (high === 0 ? selected.dataset.all : selected.dataset.high).replace("{0}", number).replace("{1}", high);
  if (all) {
    all.checked = onPage.length === boxes.length && onPage.length > 0;
    all.indeterminate = onPage.length > 0 && onPage.length < boxes.length;
  }
}
document.getElementById("clear")?.addEventListener("click", event => {
  if (elsewhere.length > 0) return;
  event.preventDefault();
  for (const box of boxes) box.checked = false;
  count();
});
for (const box of boxes) box.addEventListener("click", event => {
  const at = boxes.indexOf(box);
  if (event.shiftKey && lastBox >= 0) for (const other of boxes.slice(Math.min(lastBox, at), Math.max(lastBox, at) + 1)) other.checked = box.checked;
  lastBox = at;
  count();
});
if (all && boxes.length > 0) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
}

const opener = document.getElementById("show-keys");
if (opener && help) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}

restore();
count();
