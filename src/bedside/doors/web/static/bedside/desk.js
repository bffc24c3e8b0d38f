/* Keys for people who work through a list: reviewers, moderators, the team of a practice. All of it works without; the
   keys are told on the page, and can be turned off there. */
(() => {
  const told = document.querySelector("[data-keys]");
  if (!told) return;
  const button = told.querySelector("button"), words = told.querySelector("span");
  let on = true;
  const show = () => { told.hidden = false; words.hidden = !on; button.textContent = on ? told.dataset.off : told.dataset.on; };
  button.addEventListener("click", () => { on = !on; show(); });
  show();
  const answers = { a: "approve", r: "refuse", u: "cannot_say" };
  const acts = { l: "nothing", b: "label", f: "hide", h: "hold" };
  const step = (by) => {
    const all = [...document.querySelectorAll("[data-step]")], at = all.indexOf(document.activeElement);
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("textarea, select, input:not([type=radio])")) return;
    const key = event.key.toLowerCase(), at = document.activeElement;
    if (!/^[a-z]$/.test(key)) return;
    const pick = document.querySelector(`input[name=answer][value=${answers[key]}], input[name=act][value=${acts[key]}]`);
    const press = at?.closest("li")?.querySelector(`[data-row-key=${key}]`) ?? document.querySelector(`[data-key=${key}]`);
    // A key picks an answer; only Enter or the button sends it.
    if (pick) { pick.checked = true; pick.focus(); }
    else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (press) press.click();
    else if (key === "o" && at?.matches("[data-step]")) at.click();
    else if (key === "a" && document.getElementById("answer_words")) document.getElementById("answer_words").focus();
    else return;
    event.preventDefault();
  });
})();
