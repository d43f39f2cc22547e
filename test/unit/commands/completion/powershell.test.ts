/** The script for PowerShell, by the rules of its parser; there is no PowerShell here to run it. */
import { expect, it } from 'vitest';
import type { CliSpec } from '../../../../src/commands/completion/offers.ts';
import { powershellScript } from '../../../../src/commands/completion/powershell.ts';

const CLI_SPEC: CliSpec = {
  options: [{ long: '--profile', short: undefined, what: '', value: { kind: 'profile' } }],
  commands: [
    {
      name: 'login',
      what: '',
      options: [
        { long: '--profile', short: undefined, what: '', value: { kind: 'profile' } },
        { long: '--help', short: '-h', what: '', value: undefined },
      ],
      word: { kind: 'profile' },
    },
    { name: 'exec', what: '', options: [], word: { kind: 'command-line' } },
    { name: 'completion', what: '', options: [], word: { kind: 'one-of', words: ['bash', 'fish'] } },
  ],
};
const SCRIPT = powershellScript(CLI_SPEC);

it('knows what can be typed where', () => {
  expect(SCRIPT).toContain(`    # The value of an option: "command --option".
    $values = @{
        ' --profile' = '<profile>'
        'login --profile' = '<profile>'
    }
`);
  expect(SCRIPT).toContain(`    $words = @{
        '' = 'login exec completion'
        'login' = '<profile>'
        'exec' = '<command-line>'
        'completion' = 'bash fish'
    }
`);
  expect(SCRIPT).toContain(`    $options = @{
        '' = '--profile'
        'login' = '--profile -h --help'
        'exec' = ''
        'completion' = ''
    }
`);
});

/** What is left of a script without comments and texts (PowerShell, about_Quoting_Rules, about_Comments). */
function bare(script: string): string {
  return script.replace(/#.*|'(?:[^']|'')*'|"(?:[^"`]|`.|"")*"/g, (part) =>
    part.startsWith('#') ? '' : "''",
  );
}

it('every bracket is closed in its turn, and no quote stays open', () => {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const [character] of bare(SCRIPT).matchAll(/[()[\]{}]/g)) {
    if (pairs[character] === undefined) open.push(character);
    else expect(open.pop()).toBe(pairs[character]);
  }
  expect(open).toEqual([]);
  expect(bare(SCRIPT).replaceAll("''", '')).not.toMatch(/['"`]/);
});

it('reads the names of profiles as text, and evaluates nothing that it got', () => {
  expect(bare(SCRIPT)).not.toMatch(/Invoke-Expression|iex|\[scriptblock\]|&(?! \$program)/i);
  expect(SCRIPT).not.toMatch(/[^\x20-\x7e\n]/);
});
