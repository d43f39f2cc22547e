/** What a section holds, as an object to compare with. */
import type { IniFile } from '../../src/shared-files/read-ini.ts';
import type { Keys } from '../../src/shared-files/section-values.ts';

export function plainValues(file: IniFile, keys: Keys): Record<string, string | undefined> {
  const names = new Set(file.sections.flatMap((section) => section.keys.map(({ name }) => name)));
  return Object.fromEntries(
    [...names].filter((name) => keys.has(name)).map((name) => [name, keys.get(name)]),
  );
}
