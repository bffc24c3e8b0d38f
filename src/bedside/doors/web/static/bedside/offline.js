/* What is pressed without a connection waits on this device, encrypted, until the record is open again. */
(() => {
  const box = document.querySelector("[data-waiting]"), line = box?.querySelector("[role=status]");
  if (!box || !window.indexedDB || !crypto.subtle) return;
  const words = box.dataset, bytes = new TextEncoder(), text = new TextDecoder();
  const done = (asked) => new Promise((well, ill) => { asked.onsuccess = () => well(asked.result); asked.onerror = () => ill(asked.error); });

  const opened = (() => {
    const asked = indexedDB.open("bedside", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("entries", { keyPath: "key" }); asked.result.createObjectStore("own"); };
    return done(asked);
  })();
  const store = async (name, mode = "readonly") => (await opened).transaction(name, mode).objectStore(name);
  const own = async (name) => done((await store("own")).get(name));
  const keep = async (name, value) => done((await store("own", "readwrite")).put(value, name));

  // A key that no script can read out. Of two windows that make one at the same time, the first stays.
  const lock = async () => {
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    if (!await own("lock")) await (await store("own", "readwrite")).add(made, "lock");
    return own("lock");
  };
  const sealed = async (entry) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, said: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lock(), bytes.encode(JSON.stringify(entry))) };
  };
  const clear = async ({ iv, said }) => JSON.parse(text.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await lock(), said)));

  const mine = async () => {
    const whose = await own("owner"), all = await done((await store("entries")).getAll());
    return all.filter((one) => one.owner === whose);
  };
  const forget = async (keys) => {
    const entries = await store("entries", "readwrite");
    await Promise.all(keys.map((key) => done(entries.delete(key))));
  };
  const say = (sentence) => { line.textContent = sentence; box.hidden = false; };
  const counted = (sentence, count) => sentence.replace("COUNT", count.toLocaleString(document.documentElement.lang));
  const tell = async () => {
    const count = (await mine()).length;
    if (count) say(counted(words.wait, count)); else if (words.none) say(words.none);
    box.querySelectorAll("[data-drop]").forEach((part) => { part.hidden = !count; });
  };

  // On the page without a connection: each press is one entry.
  const today = () => { const at = new Date(); return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
  const number = () => (crypto.getRandomValues(new BigUint64Array(1))[0] >> 1n).toString();
  const entered = async (button) => {
    const part = button.closest("[data-entry]"), said = (name) => part.querySelector(`[name=${name}]`)?.value.trim() ?? "";
    if (!await own("owner")) { say(words.nobody); return; }
    if (part.dataset.entry === "symptom" && !said("symptom")) { part.querySelector("[name=symptom]").focus(); return; }
    const entry = {
      key: number(), kind: part.dataset.entry, said_at: new Date().toISOString(), day: said("day") || today(),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone, how: button.dataset.how || said("how"),
      symptom: said("symptom"), line: said("line") || null,
    };
    const row = { key: entry.key, owner: await own("owner"), ...await sealed(entry) };
    await done((await store("entries", "readwrite")).put(row));
    part.querySelectorAll("input").forEach((field) => { field.value = ""; });
    part.querySelectorAll("[data-how]").forEach((one) => one.setAttribute("aria-pressed", one === button));
    await tell();
  };
  document.querySelectorAll("[data-entry] button").forEach((button) => button.addEventListener("click", () => entered(button)));
  document.querySelectorAll("[data-entry] input[type=date]").forEach((field) => { field.max = today(); });
  box.querySelectorAll("[data-drop] button").forEach((button) => button.addEventListener("click", async () => {
    await forget((await mine()).map((one) => one.key));
    await tell();
  }));

  // On the record, with a connection: send what waits, and let go of what arrived.
  const send = async () => {
    const waiting = (await mine()).slice(0, 200);
    if (!waiting.length) { await tell(); return; }
    const body = new FormData();
    body.set("csrfmiddlewaretoken", box.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("entries", JSON.stringify(await Promise.all(waiting.map(clear))));
    const answer = await fetch(words.send, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) { say(counted(words.wait, waiting.length)); return; }
    const { answers } = await answer.json(), here = answers.filter((one) => one.state === "taken" || one.state === "there");
    await forget(here.map((one) => one.key));
    const not = answers.find((one) => one.state === "refused" || one.state === "later");
    if (not) { await tell(); say(`${line.textContent} ${not.what}`); } else { say(counted(words.sent, here.length)); }
  };
  (async () => {
    if (!words.send) { await tell(); return; }
    await keep("owner", words.owner);
    navigator.serviceWorker?.register(words.worker).catch(() => undefined);
    await send();
  })();
})();
