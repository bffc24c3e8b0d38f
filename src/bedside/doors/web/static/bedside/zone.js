/* Offers the time zone of this device where the account has another. Without scripts it is chosen from a list. */
(() => {
  const form = document.querySelector("form[data-zone]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!form || !here || here === form.dataset.zone || !(here.includes("/") || here === "UTC")) return;
  form.elements.zone.value = here;
  form.querySelector("b").textContent = here.replaceAll("_", " ");
  form.hidden = false;
})();
