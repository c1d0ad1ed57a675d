const known = new Map<string, string | null>();

/**
 * A time zone as Intl knows it: 'europe/moscow' → 'Europe/Moscow', 'Mars/Base' → null. Offsets ('+03:00') are
 * refused: not every Node 20 takes them, and a stored zone must never throw.
 */
export function zoneName(typed: string): string | null {
  if (typed.length > 64 || !/^[A-Za-z]/.test(typed)) return null;
  let name = known.get(typed);
  if (name === undefined) {
    // Asking Intl costs tens of microseconds, and every chat's settings are resolved with every batch.
    if (known.size > 2000) known.clear();
    name = askIntl(typed);
    known.set(typed, name);
  }
  return name;
}

function askIntl(typed: string): string | null {
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone;
    // Intl renames some zones to older names (Asia/Kolkata → Asia/Calcutta): keep what was typed, in good case.
    return canonical.toLowerCase() === typed.toLowerCase() ? canonical : goodCase(typed);
  } catch {
    return null;
  }
}

/** 'asia/kolkata' → 'Asia/Kolkata'; what is written in capitals somewhere is left alone. */
function goodCase(typed: string): string {
  if (typed !== typed.toLowerCase()) return typed;
  return typed.replace(
    /(^|[/_-])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
