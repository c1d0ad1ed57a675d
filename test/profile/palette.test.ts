import { expect } from 'chai';
import fc from 'fast-check';
import { contrast, luminance, mix, NAMED_COLOURS, readable, readHex } from '../../src/model/colour.ts';
import { THEMES } from '../../src/model/theme.ts';
import { paletteOf } from '../../src/profile/palette.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('Colours', () => {
  it('are read as people write them', () => {
    for (const [written, colour] of [
      ['#3fb878', '#3fb878'],
      ['3FB878', '#3fb878'],
      [' #3b7 ', '#33bb77'],
      ['#3b', null],
      ['#3fb8780', null],
      ['red', null],
      ['', null],
    ] as const) {
      expect(readHex(written)).to.equal(colour);
    }
    for (const colour of Object.values(NAMED_COLOURS)) expect(readHex(colour)).to.equal(colour);
  });

  it('have the luminance and contrast of WCAG 2', () => {
    expect(luminance('#ffffff')).to.be.closeTo(1, 1e-9);
    expect(luminance('#000000')).to.equal(0);
    expect(contrast('#000000', '#ffffff')).to.be.closeTo(21, 1e-9);
    expect(contrast('#777777', '#ffffff')).to.be.closeTo(4.48, 0.01);
    expect(mix('#000000', '#ffffff', 0.5)).to.equal('#808080');
  });

  it('keep text readable on whatever was chosen', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...THEMES),
        fc.oneof(fc.constant('theme' as const), anyColour),
        fc.option(anyColour),
        (theme, background, own) => {
          const { ground, depth, text, muted, accent } = paletteOf(theme, background, own);
          for (const colour of [text, muted]) {
            expect(contrast(colour, ground), `${colour} on ${ground}`).to.be.at.least(4.5);
            expect(contrast(colour, depth), `${colour} on ${depth}`).to.be.at.least(4.4);
          }
          expect(contrast(accent, ground)).to.be.at.least(3);
          expect(contrast(readable(accent, ground, 4.5), ground)).to.be.at.least(4.5);
        },
      ),
    );
  });
});
