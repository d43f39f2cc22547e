/** The scripts that teach the shells what Tab offers: static text. */
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import type { Outline } from './outline.ts';
import type { Shell } from './shell.ts';
import { zshScript } from './zsh.ts';

export type Scripts = Readonly<Record<Shell, string>>;

export function completionScripts(outline: Outline): Scripts {
  return { bash: bashScript(outline), zsh: zshScript(outline), fish: fishScript(outline) };
}
