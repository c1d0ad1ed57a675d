import { writeFileSync } from 'node:fs';
import { settingsDoc } from '../text/settings-doc.ts';

// `npm run settings-doc`: writes docs/SETTINGS.md anew from the catalogue and its texts.
writeFileSync(new URL('../../docs/SETTINGS.md', import.meta.url), settingsDoc());
