/**
 * A file or folder of the project. The sources (`src/root.ts`) and what is built of them (`dist/*.js`) both lie one
 * folder below its root.
 */
export const projectFile = (path: string): URL => new URL(`../${path}`, import.meta.url);
