/** The names of the formats, and what is said of others. */
import { expect, it } from 'vitest';
import { EXPORT_FORMATS, readFormat } from '../../../../src/commands/export/export-format.ts';
import { thrownBy, told } from '../../../support/thrown-by.ts';

it('is an answer for SDKs where nothing is said, as in the AWS CLI', () => {
  expect(readFormat(undefined)).toBe('process');
});

it.each(EXPORT_FORMATS)('knows %s', (name) => {
  expect(readFormat(name)).toBe(name);
});

it.each([
  ['fsh', 'Did you mean fish?'],
  ['env-noexport', 'Did you mean env-no-export?'],
  ['', 'Formats: process, env, env-no-export, powershell, windows-cmd, fish'],
  ['json', 'Formats: process, env, env-no-export, powershell, windows-cmd, fish'],
  ['toString', 'Formats: process, env, env-no-export, powershell, windows-cmd, fish'],
  ['PROCESS', 'Did you mean process?'],
])('does not know "%s"', (text, remedy) => {
  expect(told(thrownBy(() => readFormat(text)))).toBe(`usage: Unknown format in --format. | ${remedy}`);
});
