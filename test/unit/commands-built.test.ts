/** No message puts a command together by itself: only `shellCommand` quotes what it is given. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** What the shell is to evaluate, in the quotes of each shell. */
const OTHERS = ['commands/export/session-text.ts'];

/** The beginning of a command, up to a value that is put in. */
const BEGUN =
  /(^|[\s`(])(aws (configure|iam|login|s3|sso|sts)|aws-mfa (completion|doctor|exec|export|login|logout|setup|status)|chmod|chown|ls|mkdir|rm|sudo|export)\b[^.\n`]* $|[`:] ?unset $|--(external-id|mfa-profile|profile|role-arn|role-name|serial-number)[ =]$/;

/** What stands ahead of each value in the template literals of a program. */
function textAheadOfValues(program: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node)) {
      const texts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
      found.push(...texts.slice(0, -1).map(({ text }) => text));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('program.ts', program, ts.ScriptTarget.Latest));
  return found;
}

const unquoted = (program: string) => textAheadOfValues(program).filter((text) => BEGUN.test(text));

it('finds one', () => {
  expect(unquoted('refuse(`${path} is read-only.`, `Do: chmod u+w ${path}`)')).toEqual(['Do: chmod u+w ']);
  expect(unquoted('`Later: \\`aws-mfa login --profile ${name}\\``')).toHaveLength(1);
  expect(unquoted("`Later: ${shellCommand('rm', name)}`")).toEqual([]);
});

it('src has none', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !OTHERS.includes(path.replaceAll('\\', '/')),
  );
  const found = files.flatMap((path) =>
    unquoted(readFileSync(`${SRC}${path}`, 'utf8')).map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});
