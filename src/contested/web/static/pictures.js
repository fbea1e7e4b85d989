// Pictures of the map by their question. One request at a time: while it is under way only the last wish counts, so
// that a fast hand does not pile up work on the server.

const KEPT = 800;

export class Pictures {
  #kept = new Map();
  #busy = false;
  #wish = null;
  #ahead = [];

  /** @param {(picture: object, search: string) => void} show called with each picture that was wished for */
  constructor(show, failed) {
    this.show = show;
    this.failed = failed;
  }

  /** Show the picture of a question: at once if it is here, else when it comes, unless another is wished for. */
  want(search) {
    const found = this.#kept.get(search);
    this.#wish = found ? null : search;
    if (found) this.show(found, search);
    else this.#next();
  }

  /** Fetch these when nothing else is asked for, in this order. */
  ahead(searches) {
    this.#ahead = searches.filter((search) => !this.#kept.has(search));
    this.#next();
  }

  has(search) {
    return this.#kept.has(search);
  }

  forget() {
    this.#kept.clear();
    this.#ahead = [];
  }

  async #next() {
    if (this.#busy) return;
    const search = this.#wish ?? this.#ahead.shift();
    if (search === undefined) return;
    this.#busy = true;
    try {
      const answer = await fetch(`/api/v1/map${search}`);
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error?.message ?? answer.statusText);
      this.#kept.set(search, body);
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
      if (this.#wish === search) {
        this.#wish = null;
        this.show(body, search);
      }
    } catch (error) {
      this.#ahead = [];
      if (this.#wish === search) {
        this.#wish = null;
        this.failed(error);
      }
    } finally {
      this.#busy = false;
    }
    this.#next();
  }
}
