/** Every text of the program, held to the rules of CONTRIBUTING.md. `npm run messages` prints them all. */
import { describe, expect, test } from 'vitest';
import { readMessages } from '../../scripts/read-messages.ts';

const messages = readMessages().map(({ file, line, text }) => ({ place: `${file}:${line}`, text }));

test('there are texts to look at', () => {
  expect(messages.length).toBeGreaterThan(300);
});

/** Each reads as translated, or is a second word for what the glossary calls otherwise. */
const AVOIDED = [
  'nothing where',
  'stands',
  'goes behind',
  'ahead of',
  'whoever',
  'is told',
  'of ours',
  'all the same',
  'rests on',
  'take on',
  'takes on',
  'good until',
  'shall',
  'thereof',
  'lets it be',
  'both files',
  'long-term keys',
] as const;

describe('words', () => {
  test.for(AVOIDED)('"%s" is in no text', (words) => {
    const pattern = new RegExp(`\\b${words}\\b`, 'i');
    expect(messages.filter(({ text }) => pattern.test(text))).toEqual([]);
  });
});

/** Completion scripts, and an INI file for the SDK: their lines are lines of code. */
const CODE = /^src\/(commands\/completion|aws\/credential-process)/;

test('no line of a text breaks within a sentence, for printing wraps', () => {
  const broken = messages.filter(({ place, text }) => !CODE.test(place) && /[^:.`>\n]\n/.test(text.trim()));
  // The examples of the help are lines as they are.
  expect(broken.filter(({ place }) => !place.startsWith('src/cli/'))).toEqual([]);
});

/** Words of a sentence that a tired person reads once; a command and an expression count as one. */
const MOST_WORDS = 25;

test('no sentence is long', () => {
  const long = messages.filter(({ text }) =>
    text
      .replace(/`[^`]*`|<[^<>]*>/g, 'X')
      .split(/[.:;!?](?:\s|$)|\n/)
      .some((sentence) => sentence.trim().split(/\s+/).length > MOST_WORDS),
  );
  expect(long).toEqual([]);
});
