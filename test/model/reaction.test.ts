import { expect } from 'chai';
import fc from 'fast-check';
import { plainEmoji, readReaction } from '../../src/model/reaction.ts';
import { REACTION_EMOJI } from '../../src/playground/format/reaction-list.ts';

describe('A reaction as an admin writes it', () => {
  for (const [written, read] of [
    ['❤', '❤'],
    ['❤️', '❤'],
    [' ❤️ ', '❤'],
    ['🙏🏽', '🙏'],
    ['🤷🏿‍♂️', '🤷‍♂'],
    ['❤️‍🔥', '❤‍🔥'],
    ['👨‍💻', '👨‍💻'],
    ['🇺🇦', '🇺🇦'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['#️⃣', '#⃣'],
    ['paid', 'paid'],
    ['Paid', 'paid'],
    ['custom:5368324170671202286', 'custom:5368324170671202286'],
    ['CUSTOM:1', 'custom:1'],
    ['heart', null],
    ['5', null],
    ['+', null],
    ['', null],
    ['❤❤', null],
    ['❤ 🙏', null],
    ['custom:', null],
    ['custom:12a', null],
    ['custom:123456789012345678901', null],
    ['🏽', null],
    ['\uFE0F', null],
    ['❤\0', null],
  ] as const) {
    it(`${JSON.stringify(written)} is ${read ?? 'none'}`, () => expect(readReaction(written)).to.equal(read));
  }

  it('every emoji that Telegram has for reactions is one, and is compared as it is', () => {
    for (const emoji of REACTION_EMOJI) expect(readReaction(emoji), emoji).to.equal(plainEmoji(emoji));
    expect(REACTION_EMOJI.size).to.be.above(70);
  });

  it('never throws, and reads what it has read', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(any, (written) => {
        const read = readReaction(written);
        if (read !== null) expect(readReaction(read)).to.equal(read);
      }),
    );
  });
});
