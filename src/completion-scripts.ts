/**
 * The completion scripts of this very program. The build works them out and puts the texts in the place of this
 * file, so that no shell waits for it.
 */
import { completionScripts } from './domain/completion/scripts.ts';
import { programOutline } from './program.ts';

export const scripts = completionScripts(programOutline());
