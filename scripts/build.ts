/** Bundles src into dist. */
import { join } from 'node:path';
import { bundleProgram } from './bundle.ts';

void bundleProgram(join(__dirname, '..', 'dist'));
