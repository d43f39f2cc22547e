/** Bundles src into dist. */
import { join } from 'node:path';
import { bundle } from './bundle.ts';

const root = join(__dirname, '..');

void bundle({ main: join(root, 'src/main.ts') }, join(root, 'dist'));
