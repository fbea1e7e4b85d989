// Days as whole numbers (UTC), and the moments at which what came out on them counts as known.

const DAY = 86_400_000;

/** The number of an ISO day. */
export const numberOf = (iso) => Math.round(Date.UTC(+iso.slice(0, 4), iso.slice(5, 7) - 1, +iso.slice(8, 10)) / DAY);

/** The ISO day of a number. */
export const isoOf = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** The moment at which all that came out on a day is known: the next day's first. */
export const knownAfter = (number) => `${isoOf(number + 1)}T00:00:00Z`;

/** The last day of which all that came out is known at a moment. */
export const lastKnownDay = (moment) => Math.floor(Date.parse(moment) / DAY) - 1;

/** A day as a newspaper writes it. */
export const words = (number) =>
  new Date(number * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
