// Looking closer at the map: buttons, Ctrl and the wheel, two fingers, dragging, and the keys + - 0.

const MOST = 14;
const NAMES_FROM = 2.4;

export class Zoom {
  #fingers = new Map();
  #moved = false;

  constructor(svg, frame) {
    this.svg = svg;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    this.whole = { width, height };
    this.view = { x: 0, y: 0, width, height };
    frame.querySelector("#zoom-in").addEventListener("click", () => this.by(1.6));
    frame.querySelector("#zoom-out").addEventListener("click", () => this.by(1 / 1.6));
    frame.querySelector("#zoom-all").addEventListener("click", () => this.by(1 / MOST));
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    svg.addEventListener("dblclick", (event) => this.by(2, this.#at(event)));
    svg.addEventListener("pointerdown", (event) => this.#down(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      svg.addEventListener(end, (event) => this.#up(event));
    }
    // A drag that ends on a district is not a choice of it.
    svg.addEventListener("click", (event) => this.#moved && event.preventDefault(), true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("keydown", (event) => {
      const factor = { "+": 1.6, "=": 1.6, "-": 1 / 1.6, 0: 1 / MOST }[event.key];
      if (factor) this.by(factor);
    });
  }

  get factor() {
    return this.whole.width / this.view.width;
  }

  /** Closer by a factor, a point of the drawing staying where it is. */
  by(factor, point = { x: this.view.x + this.view.width / 2, y: this.view.y + this.view.height / 2 }) {
    const wanted = Math.min(MOST, Math.max(1, this.factor * factor));
    const shrink = this.factor / wanted;
    this.#set(
      point.x - (point.x - this.view.x) * shrink,
      point.y - (point.y - this.view.y) * shrink,
      this.whole.width / wanted,
    );
  }

  /** Bring a point of the drawing into view. */
  show(point) {
    const { x, y, width, height } = this.view;
    const edge = 0.1;
    if (point.x > x + width * edge && point.x < x + width * (1 - edge) && point.y > y + height * edge && point.y < y + height * (1 - edge)) return;
    this.#set(point.x - width / 2, point.y - height / 2, width);
  }

  #set(x, y, width) {
    const height = (width * this.whole.height) / this.whole.width;
    this.view = {
      width,
      height,
      x: Math.min(Math.max(0, x), this.whole.width - width),
      y: Math.min(Math.max(0, y), this.whole.height - height),
    };
    this.svg.setAttribute("viewBox", `${this.view.x} ${this.view.y} ${width} ${height}`);
    this.svg.style.setProperty("--k", this.factor);
    this.svg.classList.toggle("closer", this.factor > 1.01);
    this.svg.classList.toggle("near", this.factor >= NAMES_FROM);
    for (const pattern of this.svg.querySelectorAll("pattern")) {
      const turn = pattern.id === "hatch" ? "rotate(45) " : "";
      pattern.setAttribute("patternTransform", `${turn}scale(${1 / this.factor})`);
    }
  }

  #at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    this.by(Math.exp(-event.deltaY / 250), this.#at(event));
  }

  #down(event) {
    this.#moved = false;
    if (event.button === 0) this.#fingers.set(event.pointerId, event);
  }

  #move(event) {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const others = [...this.#fingers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (others.length === 1) {
      const [other] = others;
      const was = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
      const is = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
      if (was > 0) this.by(is / was, this.#at(event));
      this.#moved = true;
    } else if (others.length === 0 && this.factor > 1.01) {
      const from = this.#at(before);
      const to = this.#at(event);
      if (!this.#moved && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 4) return;
      this.#moved = true;
      this.svg.classList.add("dragged");
      this.#set(this.view.x + from.x - to.x, this.view.y + from.y - to.y, this.view.width);
    }
    this.#fingers.set(event.pointerId, event);
  }

  #up(event) {
    this.#fingers.delete(event.pointerId);
    this.svg.classList.remove("dragged");
  }
}
