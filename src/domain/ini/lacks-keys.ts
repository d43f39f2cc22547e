/** Tells a file that was read while another program was still writing it: something that stood in it is gone. */
import { readIni } from './read-ini.ts';
import { ownValues } from './section-values.ts';

/** Whether a section or a key of an earlier text is not in this one; values may differ. */
export function lacksKeys(text: string, earlier: string): boolean {
  if (text === earlier) return false;
  const left = ownValues(readIni(text));
  return Object.entries(ownValues(readIni(earlier))).some(([section, keys]) => {
    const leftKeys = left[section];
    return leftKeys === undefined || Object.keys(keys).some((key) => !Object.hasOwn(leftKeys, key));
  });
}
