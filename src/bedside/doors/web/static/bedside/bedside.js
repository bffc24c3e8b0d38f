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
  document.addEventListener("htmx:error", () => say(document.body.dataset.offline));
  document.addEventListener("htmx:before:swap", () => { held = document.activeElement?.id ?? ""; });
  document.addEventListener("htmx:after:swap", (event) => {
    if (document.activeElement === document.body && held) document.getElementById(held)?.focus({ preventScroll: true });
    const target = event.detail.ctx.target, now = target?.id ? document.getElementById(target.id) : null;
    say((now?.matches("[data-say]") ? now : now?.querySelector("[data-say]"))?.dataset.say);
  });

  // What the guard found is marked on a copy of the text behind the field. The list below the field says the same in words.
  const field = document.querySelector(".paper > textarea"), under = field?.previousElementSibling;
  if (!under) return;
  let marks = [], seen = field.value, sent = seen;
  const draw = () => {
    const words = field.value, parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      const mark = document.createElement("mark");
      mark.textContent = words.slice(start, end);
      parts.push(words.slice(at, start), mark);
      at = end;
    }
    under.replaceChildren(...parts, words.slice(at) + "\n");
    under.dir = "auto";
    under.style.borderInlineEndWidth = `${field.offsetWidth - field.clientWidth - field.clientLeft}px`; // and a scrollbar
    under.scrollTop = field.scrollTop;
  };
  // Marks move with the words around them; one whose own words changed goes until the guard has read them.
  const moved = (places, from, to) => {
    let head = 0, tail = 0;
    const most = Math.min(from.length, to.length);
    while (head < most && from[head] === to[head]) head += 1;
    while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
    return places.flatMap(([start, end]) => end <= head ? [[start, end]]
      : start >= from.length - tail ? [[start + to.length - from.length, end + to.length - from.length]] : []);
  };
  // The guard counts code points of the text without its outer blanks.
  const told = (text) => {
    const bare = text.trim(), places = [text.length - text.trimStart().length];
    if (bare.normalize("NFC") !== bare) return [];
    for (const letter of bare) places.push(places.at(-1) + letter.length);
    const said = document.getElementById("verdict")?.dataset.marks;
    const found = said ? said.split(" ").map((place) => place.split("-").map(Number)) : [];
    return found.filter(([, end]) => end < places.length).map(([start, end]) => [places[start], places[end]]);
  };
  const typed = () => { marks = moved(marks, seen, field.value); seen = field.value; draw(); };
  // A press outlives the checks around it: what it puts in is no typing, and what was asked before it is out of date.
  let presses = 0, pressing = false, taking = false;
  const isPress = (context) => context.sourceElement.matches("#verdict button");
  field.addEventListener("input", (event) => { typed(); if (taking) event.stopPropagation(); });
  field.addEventListener("scroll", () => { under.scrollTop = field.scrollTop; });
  new ResizeObserver(draw).observe(field);
  document.addEventListener("htmx:before:request", (event) => {
    const context = event.detail.ctx;
    if (isPress(context)) { pressing = true; presses += 1; } else if (pressing) { event.preventDefault(); return; }
    context.presses = presses;
    sent = field.value;
  });
  document.addEventListener("htmx:finally:request", (event) => { if (isPress(event.detail.ctx)) pressing = false; });
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.presses !== presses) { event.preventDefault(); return; }
    // While somebody types nothing above the cursor moves, and what stands below does not jump up.
    const list = document.getElementById("verdict");
    field.tall = list && document.activeElement === field ? list.offsetHeight : 0;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target?.id !== "verdict") return;
    const list = document.getElementById("verdict"), words = list?.dataset.text;
    if (list && field.tall) list.style.minBlockSize = `${field.tall}px`;
    if (words === undefined) { marks = moved(told(sent), sent, field.value); seen = field.value; draw(); return; }
    // One press took a suggestion: put in as if typed, so that it can be undone.
    field.focus({ preventScroll: true });
    field.select();
    taking = true;
    if (words === "" ? !document.execCommand("delete") : !document.execCommand("insertText", false, words)) field.value = words;
    taking = false;
    field.setSelectionRange(field.value.length, field.value.length);
    seen = sent = field.value;
    marks = told(seen);
    draw();
    (list.querySelector("button") ?? list).focus({ preventScroll: true });
  });
  marks = told(seen);
  draw();
})();
