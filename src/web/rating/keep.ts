/** What took long to read, in milliseconds, is worth keeping. */
const LONG_MS = 150;
const KEPT_MS = 60_000;
const MOST_KEPT = 200;

/**
 * Answers of large groups, which take the database seconds, are kept a minute; those of others never. Who asks for the
 * same at once waits for one answer.
 */
export function createKeep<T>(now: () => number = () => performance.now()) {
  const kept = new Map<string, { until: number; value: Promise<T> }>();
  return async (key: string, read: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known && known.until > now()) return known.value;
    const begun = now();
    const value = read();
    const entry = { until: Number.POSITIVE_INFINITY, value };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    try {
      return await value;
    } finally {
      const took = now() - begun;
      // What failed took no time worth keeping it for.
      const failed = await value.then(
        () => false,
        () => true,
      );
      if (took >= LONG_MS && !failed) entry.until = now() + KEPT_MS;
      else if (kept.get(key) === entry) kept.delete(key);
    }
  };
}
