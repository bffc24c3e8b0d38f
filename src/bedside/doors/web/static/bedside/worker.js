/* Without a connection, pages below /record/ open one page that was kept: it holds nothing of anybody. Nothing else is kept. */
/* global PAGE, FILES, KEPT */
self.addEventListener("install", (event) => {
  const page = fetch(PAGE, { credentials: "omit", cache: "reload" });
  event.waitUntil(Promise.all([page, caches.open(KEPT)])
    .then(([answer, kept]) => Promise.all([kept.put(PAGE, answer), kept.addAll(FILES)]))
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = (names) => names.filter((name) => name.startsWith("bedside ") && name !== KEPT);
  event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(path)));
  }
});
