import { expect } from 'chai';
import fc from 'fast-check';
import { AnswerReader } from '../../src/storage/answers.ts';
import { readField, readingOf } from '../../src/storage/values.ts';

const message = (code: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(code), length, body]);
};
const dataRow = (text: string): Buffer => {
  const field = Buffer.from(text);
  const head = Buffer.alloc(6);
  head.writeInt16BE(1);
  head.writeInt32BE(field.length, 2);
  return message('D', Buffer.concat([head, field]));
};
const COMPLETE = message('C', Buffer.from('SELECT 1\0'));
const READY = message('Z', Buffer.from('I'));

/** What was read, a word a message. */
const readIn = (parts: readonly Buffer[]): string[] => {
  const read: string[] = [];
  const reader = new AnswerReader(
    (bytes, at) => {
      const length = bytes.readInt32BE(at + 2);
      read.push(bytes.toString('utf8', at + 6, at + 6 + length));
    },
    ({ name }) => read.push(name),
  );
  for (const part of parts) reader.read(part);
  return read;
};

describe('Answers of the database', () => {
  it('read the same wherever the network cuts them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat(200)), (texts, cuts) => {
        const rows = texts.map((text) => Buffer.from(text).toString('utf8'));
        const bytes = Buffer.concat([...rows.map(dataRow), COMPLETE, READY]);
        const parts: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) {
          parts.push(Buffer.from(bytes.subarray(at, at + cut)));
          at += cut;
        }
        parts.push(Buffer.from(bytes.subarray(at)));
        expect(readIn(parts)).to.deep.equal([...rows, 'commandComplete', 'readyForQuery']);
      }),
    );
  });

  it('hold whole numbers from −(2^53−1) to 2^53−1 exactly', () => {
    const read = (number: number) => {
      const bytes = Buffer.from(`x${number}y`);
      return readField(readingOf(20), bytes, 1, bytes.length - 1);
    };
    for (const number of [0, 7, -1, 1_790_000_000, -1_001_234_567_890, Number.MAX_SAFE_INTEGER])
      expect(read(number)).to.equal(number);
    fc.assert(fc.property(fc.maxSafeInteger(), (number) => read(number) === number));
  });
});
