// The years of a page as two handles on one line, and year by year on their own. The form does the same without it.
const PAUSE = 1200;
const SETTLED = 150;
const main = document.querySelector("main");
let asking = null;

for (const form of document.querySelectorAll("form.years")) {
  if (form.querySelector(".range")) wire(form);
}

function wire(form) {
  const [first, last] = form.querySelectorAll("input[type=range]");
  const [from, to] = [form.elements.from, form.elements.to];
  const play = form.querySelector(".play");
  const whole = [Number(first.min), Number(first.max)];
  const state = { timer: 0, settling: 0, chosen: null };

  function put(low, high) {
    [from.value, to.value, first.value, last.value] = [low, high, low, high];
    const place = (year) => `${(100 * (year - whole[0])) / Math.max(1, whole[1] - whole[0])}`;
    form.querySelector(".chosen").setAttribute("x1", `${place(low)}%`);
    form.querySelector(".chosen").setAttribute("x2", `${place(high)}%`);
    first.classList.toggle("front", low > (whole[0] + whole[1]) / 2);
  }

  function ask() {
    const address = new URL(form.action);
    const pairs = [...new FormData(form)].filter(([name, value]) => value !== String(whole[name === "to" ? 1 : 0]) || !["from", "to"].includes(name));
    address.search = new URLSearchParams(pairs);
    return show(address, form.querySelector("[role=status]"));
  }

  function stop() {
    clearTimeout(state.timer);
    if (!state.chosen) return;
    state.chosen = null;
    play.setAttribute("aria-pressed", "false");
  }

  async function step(year) {
    put(year, year);
    await ask();
    if (!state.chosen) return;
    state.timer = setTimeout(() => (year < state.chosen[1] ? step(year + 1) : finish()), PAUSE);
  }

  function finish() {
    const chosen = state.chosen;
    stop();
    put(...chosen);
    ask();
  }

  for (const handle of [first, last]) {
    handle.addEventListener("input", () => {
      stop();
      const [low, high] = [Number(first.value), Number(last.value)];
      put(handle === first ? Math.min(low, high) : low, handle === last ? Math.max(low, high) : high);
    });
    handle.addEventListener("change", () => {
      clearTimeout(state.settling);
      state.settling = setTimeout(ask, SETTLED);
    });
  }
  form.addEventListener("change", (event) => {
    if (event.target.type !== "number" || !form.checkValidity()) return;
    stop();
    put(...[Number(from.value), Number(to.value)].sort((one, other) => one - other));
    ask();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    stop();
    ask();
  });
  play.addEventListener("click", () => {
    if (state.chosen) return stop();
    state.chosen = [Number(from.value), Number(to.value)];
    if (state.chosen[0] === state.chosen[1]) state.chosen = [...whole];
    play.setAttribute("aria-pressed", "true");
    step(state.chosen[0]);
  });
  put(Number(from.value), Number(to.value));
}

// Ask for the page of these years and put what it says in the place of what stood here; the form itself stays.
async function show(address, status) {
  asking?.abort();
  asking = new AbortController();
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    adopt(new DOMParser().parseFromString(await answer.text(), "text/html"));
    history.replaceState(null, "", address);
    status.textContent = main.querySelector(".lead")?.textContent ?? "";
    main.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function adopt(fresh) {
  for (const place of [".lead", ".south", ".framing > div", ".languages ul"]) {
    const [old, young] = [document.querySelector(place), fresh.querySelector(place)];
    if (old && young) old.replaceWith(young);
  }
  const open = new Set([...main.querySelectorAll("details[open]")].map(named));
  const below = (page) => [...page.querySelectorAll("main > :not(.hero)")];
  below(document).forEach((old) => old.remove());
  main.append(...below(fresh));
  for (const folded of main.querySelectorAll("details")) folded.open = open.has(named(folded));
  document.dispatchEvent(new Event("sursur:adopted"));
}

// Which of several foldings it is: its own words, in its own section.
function named(folded) {
  return `${folded.closest("[id]")?.id}/${folded.className}`;
}
