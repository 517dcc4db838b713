// Keeps the pages that a reader opened, so that they open again without a network. One cache an edition: a new release
// or new code puts away what the old one kept.
const EDITION = "%EDITION%";
const PARTS = ["%PARTS%"];
const CACHE = `sursur-${EDITION}`;
const MOST_PAGES = 60;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clearOld().then(() => self.clients.claim()).then(keepOpenPages));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname.startsWith("/static/")) event.respondWith(part(event.request));
  else if (isPage(event.request, address)) event.respondWith(page(event));
});

async function clearOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith("sursur-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The page that registered this worker was there before it.
async function keepOpenPages() {
  const open = await self.clients.matchAll({ type: "window" });
  await Promise.allSettled(open.map(async ({ url }) => keep(url, await fetch(url))));
}

function isPage(request, address) {
  return request.mode === "navigate" || (/^\/[a-z]{2}(\/|$)/.test(address.pathname) && !/\.\w+$/.test(address.pathname));
}

async function part(request) {
  return (await caches.match(request)) || fetch(request);
}

async function page(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((answer) => keep(event.request.url, answer.clone())).catch(() => {}));
  const kept = await (await caches.open(CACHE)).match(plain(event.request.url));
  if (!kept) return fresh.catch(() => notVisited(event.request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function keep(url, answer) {
  const kind = answer.headers.get("content-type") || "";
  if (answer.status !== 200 || answer.redirected || !kind.startsWith("text/html")) return;
  const cache = await caches.open(CACHE);
  await cache.put(plain(url), answer);
  const pages = (await cache.keys()).filter(({ url: each }) => !PARTS.includes(each.slice(self.location.origin.length)));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((each) => cache.delete(each)));
}

// In the language of the address, else of the browser.
async function notVisited(request) {
  const cache = await caches.open(CACHE);
  const codes = [new URL(request.url).pathname.split("/")[1], navigator.language.slice(0, 2), "en"];
  for (const code of codes) {
    const said = await cache.match(`/${code}/offline`);
    if (said) return new Response(said.body, { status: 503, headers: said.headers });
  }
  return Response.error();
}

function plain(url) {
  return url.split("#")[0];
}
