// The card of the district that is pointed at or has the focus: its verdict, and the strongest words behind it.
// All text goes in as text.

const AFTER_MS = 140;

function made(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** @param {() => string} search the question's part of an address, as it stands */
export function watchCard(svg, card, search) {
  const known = new Map();
  let shown = null;
  let timer = 0;

  const draw = (path, told) => {
    const [name, verdict] = path.dataset.told.split(/: (.*)/s);
    const heading = made("h2", name);
    card.replaceChildren(heading);
    if (!told) {
      card.append(made("p", verdict));
      return;
    }
    const held = verdict.replace(/ \(.*$/, "");
    if (told.state === "unknown") {
      card.append(made("p", "Nothing usable was claimed about this district by then. That is no evidence for either side."));
    } else {
      card.append(made("p", `${held}: ${told.likelihood} (${Math.round(told.probability * 100)} in 100)`));
      const line = made("p");
      line.append(made("span", told.grade, `grade g-${told.grade}`), ` ${told.because}`);
      card.append(line);
      const voice = told.voices[0];
      if (voice) {
        const quote = made("blockquote", undefined, voice.words_are === "quote" ? "" : "coded");
        quote.append(made("p", voice.words));
        const who = [voice.speaker ?? `${voice.outlet ?? "the outlet"}, in its own voice`, voice.role].filter(Boolean);
        card.append(quote, made("cite", who.join(", ")));
      }
      if (told.voices.length > 1) card.append(made("p", `and ${told.voices.length - 1} more`, "more"));
    }
  };

  const show = (path) => {
    shown = path;
    const [map, at] = [svg.getBoundingClientRect(), path.getBoundingClientRect()];
    card.classList.toggle("right", at.left + at.width / 2 < map.left + map.width / 2); // never over what it speaks of
    card.hidden = false;
    const address = `/api/v1/explain/${path.dataset.pcode}${search()}`;
    draw(path, known.get(address));
    clearTimeout(timer);
    if (known.has(address)) return;
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(address);
        if (!answer.ok) return;
        known.set(address, await answer.json());
      } catch {
        return; // the card keeps what it has
      }
      if (shown === path) draw(path, known.get(address));
    }, AFTER_MS);
  };
  const hide = () => {
    shown = null;
    clearTimeout(timer);
    card.hidden = true;
  };
  const pathOf = (event) => event.target.closest?.(".districts a")?.firstElementChild;
  for (const on of ["pointerover", "focusin"]) {
    svg.addEventListener(on, (event) => {
      const path = pathOf(event);
      if (path) show(path);
    });
  }
  svg.addEventListener("pointerleave", () => (document.activeElement?.closest?.(".districts a") ? null : hide()));
  svg.addEventListener("focusout", hide);
  svg.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return { renew: () => (shown ? show(shown) : known.clear()) };
}
