import type { BackendMessage } from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';

const HEADER_BYTES = 5;
const DATA_ROW = 68;

/**
 * Cuts what the server sends into messages. All but rows are read by pg-protocol; a row is handed on as its bytes, for
 * whoever knows its columns: the library makes a string of every field, also of the numbers that most fields are, which
 * costs more than reading them.
 */
export class AnswerReader {
  #parser = new Parser();
  /** The beginning of a message whose end has not come. */
  #rest: Buffer | undefined;
  #row: (bytes: Buffer, at: number) => void;
  #message: (message: BackendMessage) => void;

  /** `row`: a row's number of fields and its fields stand in `bytes` from `at` on; they are not to be kept. */
  constructor(row: (bytes: Buffer, at: number) => void, message: (message: BackendMessage) => void) {
    this.#row = row;
    this.#message = message;
  }

  read(part: Buffer): void {
    const bytes = this.#rest === undefined ? part : Buffer.concat([this.#rest, part]);
    this.#rest = undefined;
    let at = 0;
    while (at + HEADER_BYTES <= bytes.length) {
      // The length counts itself, but not the code before it.
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) break;
      if (bytes[at] === DATA_ROW) this.#row(bytes, at + HEADER_BYTES);
      else this.#parser.parse(bytes.subarray(at, end), this.#message);
      at = end;
    }
    if (at < bytes.length) this.#rest = at === 0 ? bytes : bytes.subarray(at);
  }
}
