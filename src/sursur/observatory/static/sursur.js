// What the page does not need but is pleasant to have. Everything works without it.
const narrow = window.matchMedia("(max-width: 40rem)");

for (const form of document.querySelectorAll("form.years")) {
  if (!form.querySelector(".range")) {
    form.addEventListener("change", () => form.checkValidity() && form.requestSubmit());
  }
}
if (document.querySelector("form.years .range")) {
  import(`./years.js${new URL(import.meta.url).search}`);
}

for (const menu of document.querySelectorAll("details.languages")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// A table that an address points into opens by itself.
const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
const folded = target && target.querySelector("details");
if (folded) folded.open = true;

// On a map, the name under the pointer is read out in one line below it, where a finger does not cover it.
document.addEventListener(narrow.matches ? "pointerdown" : "pointerover", (event) => {
  const map = event.target.closest?.("svg.map");
  if (!map) return;
  const title = event.target === map ? null : event.target.querySelector("title");
  map.parentElement.querySelector(".readout").textContent = title ? title.textContent : "\u00a0";
});

// Pages that were opened stay readable without a network.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}

// Parts that take longer to compute are taken in when the reader comes near; without a script their link leads there.
const waiting = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((each) => each.isIntersecting)) {
    waiting.unobserve(entry.target);
    takeIn(entry.target);
  }
}, { rootMargin: "600px" });

async function takeIn(link) {
  const place = link.closest("section");
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById(link.dataset.later);
    if (answer.ok && part && place) place.replaceWith(document.adoptNode(part));
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function watch() {
  for (const link of document.querySelectorAll("a[data-later]")) waiting.observe(link);
}

watch();
document.addEventListener("sursur:adopted", watch);
