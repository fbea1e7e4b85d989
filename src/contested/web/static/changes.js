// Told by the server when the ledger has grown.

/** @param {(head: string) => void} grown called with the new head */
export function watchChanges(head, grown) {
  const source = new EventSource("/api/v1/changes");
  source.addEventListener("picture", (event) => {
    const told = JSON.parse(event.data).head;
    if (told !== head) {
      head = told;
      grown(told);
    }
  });
  addEventListener("pagehide", () => source.close());
}
