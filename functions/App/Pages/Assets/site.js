// Small helps on every page. Everything works without.
// A filter that was chosen is applied at once.
for (const filter of document.querySelectorAll("form.tools select")) filter.addEventListener("change", () => filter.form.requestSubmit());

// The current tab is in view where the row of tabs is wider than the window.
document.querySelector("nav.kinds a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
