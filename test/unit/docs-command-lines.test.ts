/** The program accepts every command line in README and docs, as far as its options go. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...docs.map((name) => `docs/${name.split(sep).join('/')}`),
  // Generated from the program, with usage lines that nobody types.
].filter((page) => page !== 'docs/reference/commands.md');

/** Commands of broamski's `aws-mfa`, in the guide to migrating. */
const OTHERS = ['--setup', '--profile work', '--assume-role ARN --short-term-suffix admin'];

const lines = pages
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) =>
    commandLines(readFileSync(join(root, page), 'utf8')).map((line) => [page, line] as const),
  )
  .filter(([, line]) => !OTHERS.includes(line));

it('finds them', () => {
  const text =
    '`A=1 aws-mfa login -x \'a b\'` aws-mfa is `aws-mfa says.`\n```sh\neval "$(aws-mfa export)"  # aws-mfa\n```\n';
  expect(commandLines(text)).toEqual(["login -x 'a b'", 'export']);
  expect(lines.length).toBeGreaterThan(100);
});

it.each(lines)('%s: aws-mfa %s', async (_, line) => {
  await expect(parse(wordsOf(line))).resolves.toBeUndefined();
});

it.each(['lgoin', 'login --tokn 123456', 'status --check 1 2', 'login --duration'])(
  'not: aws-mfa %s',
  async (line) => {
    await expect(parse(wordsOf(line))).rejects.toThrow();
  },
);

/**
 * What follows `aws-mfa` in code, up to the end of the command. Quoted sentences, and what a recorded screen shows after a
 * command, are not command lines.
 */
function commandLines(markdown: string): string[] {
  const typed = markdown.replace(/```console\n[^]*?```/g, (block) => block.replace(/^(?!\$ |```).*$/gm, ''));
  const code = [...typed.matchAll(/```\w*\n([^]*?)```|`([^`\n]+)`/g)];
  const text = code
    .filter(([, , span = '']) => !span.endsWith('.'))
    .map(([, block = '', span = '']) => `${block.replace(/ # .*$/gm, '')}${span}`)
    .join('\n');
  const named = /(?<![-\w/~.]|other |which )aws-mfa ((?:'[^'\n]*'|[^'"`|;&<>()\n])*)/g;
  return [...text.matchAll(named)].map(([, line = '']) => line.trim());
}

function wordsOf(line: string): string[] {
  // Text that mentions the command leaves out the shell.
  if (line === 'completion') return [line, 'bash'];
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/, '$1'));
}

/** Parses the line, and stops before the command runs. @throws AwsMfaError if the program rejects the line */
async function parse(args: string[]): Promise<void> {
  const begin = new Error('The command begins.');
  const nothing = () => undefined;
  const told = { columns: () => 80, entering: nothing, writeOut: nothing, writeErr: nothing };
  const contextFor = () => {
    throw begin;
  };
  await runProgram(args, { version: '0', contextFor, ...told }).catch((error: unknown) => {
    if (error !== begin) throw error;
  });
}
