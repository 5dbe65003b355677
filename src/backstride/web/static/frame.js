// The menu of every page closes by Escape and by a tap elsewhere.

const menu = document.querySelector("details.more");
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// Whoever signs out leaves no page on the device for the next one; what was not sent yet stays.
for (const form of document.querySelectorAll('form[action^="/sign-out"], form[action$="/settings/delete"]')) {
  form.addEventListener("submit", () => globalThis.caches?.delete("pages"));
}

// Where a form asks for nothing more than the time zone of the device.
for (const field of document.querySelectorAll("input[data-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
