// The map page: two sliders over one drawing. The address always says what is shown; without this script the page
// shows the same by a form and links.

import { watchCard } from "./card.js";
import { watchChanges } from "./changes.js";
import { isoOf, knownAfter, lastKnownDay, numberOf, words } from "./days.js";
import { walkable } from "./neighbours.js";
import { Pictures } from "./pictures.js";
import { Zoom } from "./zoom.js";

const AHEAD_DAYS = 40;
const SETTLED_MS = 200;
const PLAY_MS = 220;

const atlas = document.getElementById("atlas");
const svg = atlas.querySelector("svg.map");
const of = (id) => document.getElementById(id);
const [asOf, knownAt, play, together] = ["as-of", "known-at", "play", "together"].map(of);
const [dayInput, momentInput, status] = ["as-of-day", "known-at-moment", "status"].map(of);

const first = numberOf(atlas.dataset.first);
const last = numberOf(atlas.dataset.last);
const now = {
  asOf: numberOf(atlas.dataset.asOf),
  knownAt: new URLSearchParams(location.search).get("known_at") ? atlas.dataset.knownAt : null,
};

function searchFor(day, moment) {
  const asked = new URLSearchParams();
  asked.set("as_of", isoOf(day));
  if (moment) asked.set("known_at", moment);
  for (const name of ["clock", "set"]) if (atlas.dataset[name]) asked.set(name, atlas.dataset[name]);
  return `?${asked.toString().replaceAll("%3A", ":")}`;
}
const search = () => searchFor(now.asOf, now.knownAt);

// Drawing -------------------------------------------------------------------------------------------------------
const paths = svg ? [...svg.querySelectorAll("[data-pcode]")] : [];
for (const path of paths) {
  path.dataset.told = path.getAttribute("aria-label");
  path.dataset.name = path.dataset.told.split(": ")[0];
}

function draw(picture, at) {
  for (const path of paths) {
    const verdict = picture.places[path.dataset.pcode];
    const told = verdict?.told ?? `${path.dataset.name}: ${atlas.dataset.unheard}`;
    path.parentNode.setAttribute("href", `/district/${path.dataset.pcode}${at}`);
    if (path.dataset.told === told && path.dataset.state === (verdict?.state ?? "unknown")) continue;
    path.dataset.told = told;
    path.dataset.state = verdict?.state ?? "unknown";
    path.setAttribute("class", verdict?.look ?? "s-unknown");
    path.setAttribute("aria-label", told);
    path.firstElementChild.textContent = told;
  }
  for (const [state, count] of Object.entries(picture.counts)) {
    atlas.querySelector(`[data-count="${state}"]`).textContent = count;
  }
  for (const link of document.querySelectorAll("a[data-keeps-time]")) {
    link.href = link.getAttribute("href").replace(/\?.*|$/, at);
  }
  of("day").textContent = picture.as_of_words;
  of("moment").textContent = picture.known_at_words;
  document.title = `${atlas.dataset.theatre} on ${picture.as_of_words}: who holds what, according to whom · contested`;
  atlas.dataset.shown = at;
  card?.renew();
  settle();
}

let settling = 0;
function settle() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const at = search();
    if (at !== location.search) history.replaceState(null, "", `/${at}`);
    const counts = [...atlas.querySelectorAll(".legend li:not(.thin-key)")].map((item) => item.textContent.trim().replace(/\s+/g, " "));
    status.textContent = `${of("day").textContent}: ${counts.join(", ")} districts.`;
    if (!navigator.connection?.saveData) pictures.ahead(nearby());
  }, SETTLED_MS);
}

// The days that come next, the way the hand went last first: who drags forward goes on forward.
let heading = 1;
function nearby() {
  const found = [];
  for (let step = 1; step <= AHEAD_DAYS; step += 1) {
    for (const way of [heading, -heading]) {
      const moved = step * way;
      if (joined()) {
        const day = now.asOf + moved;
        if (day >= first && day <= last) found.push(searchFor(day, knownAfter(day)));
      } else if (document.activeElement === knownAt) {
        const day = +knownAt.value + moved;
        if (day >= first && day <= last) found.push(searchFor(now.asOf, knownAfter(day)));
      } else {
        const day = now.asOf + moved;
        if (day >= first && day <= last) found.push(searchFor(day, now.knownAt));
      }
    }
  }
  return found;
}

const pictures = new Pictures(draw, (error) => {
  status.textContent = `The picture could not be fetched: ${error.message}`;
  stop();
});

// Times ---------------------------------------------------------------------------------------------------------
const joined = () => together.getAttribute("aria-pressed") === "true";

function setUp(slider, value) {
  slider.min = first;
  slider.max = Math.max(last, first + 1);
  slider.value = value;
}

function show() {
  asOf.value = now.asOf;
  asOf.setAttribute("aria-valuetext", words(now.asOf));
  const known = now.knownAt ? lastKnownDay(now.knownAt) : last;
  knownAt.value = known;
  knownAt.setAttribute("aria-valuetext", now.knownAt ? `the end of ${words(known)}` : "now");
  dayInput.value = isoOf(now.asOf);
  if (now.knownAt) momentInput.value = now.knownAt.slice(0, 16);
  pictures.want(search());
}

asOf.addEventListener("input", () => {
  heading = Math.sign(+asOf.value - now.asOf) || heading;
  now.asOf = +asOf.value;
  if (joined()) now.knownAt = knownAfter(now.asOf);
  show();
});
knownAt.addEventListener("input", () => {
  heading = Math.sign(+knownAt.value - (now.knownAt ? lastKnownDay(now.knownAt) : last)) || heading;
  now.knownAt = knownAfter(+knownAt.value);
  if (joined()) now.asOf = +knownAt.value;
  show();
});
dayInput.addEventListener("change", () => {
  if (!dayInput.value) return;
  now.asOf = numberOf(dayInput.value);
  if (joined()) now.knownAt = knownAfter(now.asOf);
  show();
});
momentInput.addEventListener("change", () => {
  now.knownAt = momentInput.value ? `${momentInput.value.slice(0, 16)}:00Z` : null;
  show();
});
for (const slider of [asOf, knownAt]) slider.addEventListener("focus", () => pictures.ahead(nearby()));
together.addEventListener("click", () => {
  together.setAttribute("aria-pressed", String(!joined()));
  if (joined()) {
    now.knownAt = knownAfter(now.asOf);
    show();
  }
});

let playing = 0;
function stop() {
  clearInterval(playing);
  playing = 0;
  play.textContent = "Play";
  play.setAttribute("aria-pressed", "false");
}
play.addEventListener("click", () => {
  if (playing) return stop();
  if (now.asOf >= last) now.asOf = first - 1;
  play.textContent = "Pause";
  play.setAttribute("aria-pressed", "true");
  playing = setInterval(() => {
    if (now.asOf > first && atlas.dataset.shown !== search()) return; // the last step has not come yet
    if (now.asOf >= last) return stop();
    now.asOf += 1;
    if (joined()) now.knownAt = knownAfter(now.asOf);
    show();
    pictures.ahead(nearby());
  }, PLAY_MS);
});

// Start ---------------------------------------------------------------------------------------------------------
document.documentElement.classList.add("scripted");
setUp(asOf, now.asOf);
setUp(knownAt, now.knownAt ? lastKnownDay(now.knownAt) : last);
asOf.setAttribute("aria-valuetext", words(now.asOf));
knownAt.setAttribute("aria-valuetext", now.knownAt ? `the end of ${words(lastKnownDay(now.knownAt))}` : "now");
const card = svg ? watchCard(svg, of("card"), search) : null;
if (svg) {
  const zoom = new Zoom(svg, of("frame"));
  walkable(svg, (point) => zoom.show(point));
}
atlas.dataset.shown = search();
watchChanges(atlas.dataset.head, () => {
  pictures.forget();
  pictures.want(search());
  status.textContent = "The ledger has grown; the map shows it.";
});
atlas.dataset.ready = "true";
