// Going over the map with the arrow keys: one stop for Tab, and from there to the nearest district each way.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {(point: {x: number, y: number}) => void} bring brings a point of the drawing into view */
export function walkable(svg, bring) {
  const links = [...svg.querySelectorAll(".districts a")];
  const middles = new Map();
  const middle = (link) => {
    if (!middles.has(link)) {
      const box = link.getBBox();
      middles.set(link, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    }
    return middles.get(link);
  };
  let stop = links.find((link) => link.firstElementChild.dataset.state !== "unknown") ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");
  svg.addEventListener("focusin", (event) => {
    const link = event.target.closest(".districts a");
    if (!link || link === stop) return;
    stop?.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
    stop = link;
  });
  svg.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const from = event.target.closest(".districts a");
    if (!way || !from) return;
    event.preventDefault();
    const here = middle(from);
    let best = null;
    let least = Infinity;
    for (const link of links) {
      const there = middle(link);
      const along = (there.x - here.x) * way[0] + (there.y - here.y) * way[1];
      const aside = Math.abs((there.x - here.x) * way[1]) + Math.abs((there.y - here.y) * way[0]);
      if (link === from || along <= 0 || aside > along * 1.6) continue;
      if (along + aside * 2 < least) [best, least] = [link, along + aside * 2];
    }
    if (best) {
      bring(middle(best));
      best.focus({ preventScroll: true });
    }
  });
}
