/** `npm run picture`: draws docs/aws-mfa.svg, which README shows, from a run of the built program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPicture } from './draw-picture.ts';

const path = join(__dirname, '../../docs/aws-mfa.svg');

void drawPicture().then((picture) => writeFileSync(path, picture));
