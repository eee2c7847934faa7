/** Ids of requests: one for one wish, however often the line breaks; the service does it once. */
export function wishes() {
  let last = { id: "", of: "" };
  return {
    idOf(...of: readonly string[]): string {
      const wish = JSON.stringify(of);
      if (last.of !== wish) last = { id: crypto.randomUUID(), of: wish };
      return last.id;
    },
    /** It was answered: the same wish again is another one. */
    fulfilled(): void {
      last = { id: "", of: "" };
    },
  };
}
