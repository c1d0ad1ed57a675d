/** So long may a message be, counted in UTF-16, the stricter reading. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
