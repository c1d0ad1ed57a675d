import { writeFileSync } from 'node:fs';
import { projectFile } from '../root.ts';
import { settingsDoc } from '../text/settings-doc.ts';

// `npm run settings-doc`: writes docs/SETTINGS.md anew from the catalogue and its texts.
writeFileSync(projectFile('docs/SETTINGS.md'), settingsDoc());
