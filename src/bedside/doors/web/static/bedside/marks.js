/* The marks of the guard under a text that is being written. The list below the field says the same in words. */
(() => {
  // A copy of the text lies behind the field, and is marked.
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
