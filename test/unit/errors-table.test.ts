/** docs/errors.md holds everything that the program says when something goes wrong: compared with the source and the tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { exitCode, isStop } from '../../src/errors.ts';
import { ERROR_KINDS } from '../support/error-kinds.ts';
import { errorPlaces, type ErrorSentence } from '../support/error-sentences.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Row {
  says: string;
  codes: string[];
  remedy: string;
  /** Below the root of the repository. */
  tests: string[];
}

const rows = readRows(read('docs/errors.md'));
const places = errorPlaces(root);
const errors = places.flatMap(({ sentences }) => sentences);
const rowOf = (error: ErrorSentence) => rows.find(({ says }) => plain(says) === plain(error.says));
const errorsOf = (row: Row) => errors.filter(({ says }) => plain(says) === plain(row.says));

/** Where the kind of an error does not stand beside its sentence, or is not what the run ends by. */
const CODES_OF_FILE: Record<string, string[]> = {
  'src/domain/exec/child-end.ts': ['126', '127'],
  'src/domain/network/explain-proxy-trouble.ts': ['255'],
  'src/domain/profiles/unusable-base.ts': ['253'],
  'src/domain/sts/explain-certificate.ts': ['255'],
  'src/domain/sts/explain-failure.ts': ['255'],
  'src/domain/sts/explain-role-refusal.ts': ['254'],
  // The doctor tells it as something that it found.
  'src/examination.ts': ['1'],
};

it('knows what every place in src says, but where it hands on the words of another', () => {
  const silent = places.filter(({ isPair, sentences }) => !isPair && sentences.length === 0);
  expect(silent.map(({ file }) => file)).toEqual([
    'src/commands/device/search-device.ts',
    'src/domain/iam/explain-question.ts',
    'src/domain/session/no-device.ts',
    'src/errors.ts',
  ]);
});

it('has a row for every error of src', () => {
  expect(errors.filter((error) => !rowOf(error))).toEqual([]);
});

it('has no other, and none twice', () => {
  expect(rows.filter((row) => errorsOf(row).length === 0)).toEqual([]);
  const told = rows.map(({ says }) => plain(says));
  expect(told.filter((says, index) => told.indexOf(says) !== index)).toEqual([]);
});

it('has the exit code of every error', () => {
  const missing = errors.filter((error) => {
    const { codes = [] } = rowOf(error) ?? {};
    return codes.length === 0 || !certainCodes(error).every((code) => codes.includes(code));
  });
  expect(missing).toEqual([]);
});

it('has no other exit code', () => {
  const wrong = rows.filter((row) => {
    const possible = errorsOf(row).flatMap(possibleCodes);
    return row.codes.some((code) => !possible.includes(code));
  });
  expect(wrong).toEqual([]);
});

it('says what to do, but for those who have given up', () => {
  const stops = ERROR_KINDS.filter(isStop).map((kind) => String(exitCode(kind)));
  const without = rows.filter(({ remedy }) => remedy === '');
  expect(without.filter(({ codes }) => codes.some((code) => !stops.includes(code)))).toEqual([]);
});

it('leads to a test that has the words of each', () => {
  const without = rows.filter(({ says, tests }) => {
    const texts = tests.map((path) => unescaped(read(path)));
    return !texts.some((text) => text.includes(longestPart(says)));
  });
  expect(without.map(({ says, tests }) => [longestPart(says), ...tests])).toEqual([]);
});

function readRows(markdown: string): Row[] {
  return (markdown.match(/^\| `.+$/gm) ?? []).map((line) => {
    const [says = '', , codes = '', remedy = '', tests = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return {
      says: says.replace(/^`+ ?| ?`+$/g, ''),
      codes: codes.match(/\d+/g) ?? [],
      remedy,
      tests: [...tests.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path),
    };
  });
}

/** Two places side by side in which something is put in are one, for either may be empty. */
function plain(sentence: string): string {
  return sentence.replaceAll('[default]', '[…]').replace(/\(?…\)?(?: ?\(?…\)?)*/g, '…');
}

/** Those by which the run may end; any, where only the run tells. */
function possibleCodes({ file, kinds }: ErrorSentence): string[] {
  const possible = ERROR_KINDS.filter((kind) => kinds.includes('…') || kinds.includes(kind));
  return CODES_OF_FILE[file] ?? possible.map((kind) => String(exitCode(kind)));
}

/** Those that the source tells by itself. */
function certainCodes({ file, kinds }: ErrorSentence): string[] {
  const certain = ERROR_KINDS.filter((kind) => kinds.includes(kind) && !(file in CODES_OF_FILE));
  return certain.map((kind) => String(exitCode(kind)));
}

/** Of what stands in the sentence as it is, without the signs at its ends. */
function longestPart(says: string): string {
  const parts = says.split('…').map((part) => part.replace(/^[\s"\].,;:)]+|[\s"[.,;:(]+$/g, ''));
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
}

/** Without what a regular expression, or a text between quotes, has ahead of signs. */
function unescaped(source: string): string {
  return source.replaceAll('\\', '');
}
