import { type FontKey, GlobalFonts } from '@napi-rs/canvas';

/** Bytes of fonts that stay loaded between two pictures: of what ten scripts need all, of 350 slices a quarter. */
const MOST_KEPT = 10_000_000;

/** What this thread has loaded, that which was used longest ago first. */
const loaded = new Map<string, { key: FontKey; size: number }>();
let bytes = 0;

/** Makes a family ready to be drawn with, until `putFontsAway`. `unpack` gives its file, where it is not loaded. */
export function loadFont(family: string, unpack: () => Buffer): void {
  let font = loaded.get(family);
  if (!font) {
    const file = unpack();
    const key = GlobalFonts.register(file, family);
    if (!key) throw new Error(`the font ${family} is damaged`);
    font = { key, size: file.length };
    bytes += font.size;
  }
  loaded.delete(family);
  loaded.set(family, font);
}

/** Between two pictures: gives up what was used longest ago, where too much is loaded. */
export function putFontsAway(most = MOST_KEPT): void {
  const keys: FontKey[] = [];
  for (const [family, { key, size }] of loaded) {
    if (bytes <= most) break;
    keys.push(key);
    bytes -= size;
    loaded.delete(family);
  }
  if (keys.length > 0) GlobalFonts.removeBatch(keys);
}

/** At the start of a thread: the library has one set of fonts for the process, and one that died leaves its own behind. */
export function forgetFonts(): void {
  GlobalFonts.removeAll();
}
