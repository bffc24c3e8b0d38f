/* Small comforts. Nothing on the site depends on this file. */
(() => {
  const live = document.getElementById("live");
  let said = "";
  const say = (words) => { if (live && words && words !== said) { live.textContent = said = words; } };

  // One press, one effect: a second press within half a second is dropped.
  document.addEventListener("submit", (event) => {
    const now = event.timeStamp, form = event.target;
    if (now - (form.sentAt ?? -1e4) < 500) { event.preventDefault(); event.stopImmediatePropagation(); }
    form.sentAt = now;
  }, true);

  // Characters: shown while typing, spoken at 80, 95 and 100 of 100.
  document.addEventListener("input", (event) => {
    const field = event.target, shown = document.getElementById(field.dataset?.count ?? "");
    if (!shown) return;
    const most = Number(field.dataset.most), used = [...field.value].length, words = shown.dataset.words;
    shown.textContent = words.replace("USED", used.toLocaleString(document.documentElement.lang)).replace("MOST", most.toLocaleString(document.documentElement.lang));
    const step = [100, 95, 80].find((share) => used * 100 >= most * share) ?? 0;
    if (step > (field.told ?? 0)) say(shown.textContent);
    field.told = step;
  });

  // A word that is offered below a box goes into it.
  document.addEventListener("click", (event) => {
    const offer = event.target.closest?.("[data-fill]"), box = document.getElementById(offer?.dataset.fill ?? "");
    if (!box) return;
    event.preventDefault();
    box.value = offer.dataset.word;
    offer.closest("ul").remove();
    box.focus();
  });

  // Escape closes an open menu and gives the focus back to it.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.switch[open], .acts details[open]");
    if (menu) { menu.open = false; menu.firstElementChild.focus(); }
  });

  // htmx. A session that ended, or an error, is shown as the whole page it is.
  let held = "";
  document.addEventListener("htmx:before:response", (event) => {
    const { raw } = event.detail.ctx.response;
    if (raw.redirected) { event.preventDefault(); location.assign(raw.url); }
  });
  document.addEventListener("htmx:response:error", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (form.matches("form[data-whole]")) form.submit();
  });
  document.addEventListener("htmx:error", (event) => { if (event.detail.error?.name !== "AbortError") say(document.body.dataset.offline); });
  document.addEventListener("htmx:before:swap", () => { held = document.activeElement?.id ?? ""; });
  document.addEventListener("htmx:after:swap", (event) => {
    if (document.activeElement === document.body && held) document.getElementById(held)?.focus({ preventScroll: true });
    const target = event.detail.ctx.target, now = target?.id ? document.getElementById(target.id) : null;
    say((now?.matches("[data-say]") ? now : now?.querySelector("[data-say]"))?.dataset.say);
  });
})();
