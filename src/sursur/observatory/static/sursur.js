// What the page does not need but is pleasant to have. Everything works without it.
const narrow = window.matchMedia("(max-width: 40rem)");

for (const form of document.querySelectorAll("form.years")) {
  form.addEventListener("change", () => form.checkValidity() && form.requestSubmit());
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
for (const map of document.querySelectorAll("svg.map")) {
  const line = document.createElement("p");
  line.className = "readout";
  line.setAttribute("aria-hidden", "true");
  line.textContent = "\u00a0";
  map.insertAdjacentElement("afterend", line);
  map.addEventListener(narrow.matches ? "pointerdown" : "pointerover", (event) => {
    const title = event.target.querySelector ? event.target.querySelector("title") : null;
    line.textContent = title && event.target !== map ? title.textContent : "\u00a0";
  });
}
