/**
 * Properties of every logout from a file that a login has written: it is the inverse of the login. With the generated files
 * and the parsers of {@link statesEditProperties}.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { editObstacle } from '../../src/shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../../src/shared-files/edit-section.ts';
import { logoutEdits, takeOutSessions } from '../../src/commands/logout/logout.ts';
import {
  anySession,
  hasSection,
  readBySdk,
  SEED,
  stoppers,
  withoutEnd,
  withoutKeys,
} from './edit-properties.ts';
import { nastyFile } from './nasty-file.ts';
import { linesBeside, plainLines, plainValues } from './plain-reader.ts';

const [LOGOUT = { section: 'mfa', set: [], drop: [] }] = logoutEdits(['mfa']);

export function statesLogoutProperties(numRuns: number): void {
  const settings = { seed: SEED, numRuns };
  vi.setConfig({ testTimeout: 60_000 + 30 * numRuns });
  describe(`a logout, tried on ${numRuns} files that a login has written`, () => {
    const figures = { logouts: 0, restored: 0, refused: 0 };

    it('gives back the file of before, byte for byte, where the login made the section', () => {
      const check = (before: string, login: SectionEdit): void => {
        if (hasSection(before, login) || editObstacle(before, [login])) return;
        const during = editSections(before, [login]);
        // Never refused: a logout can remove everything that a login wrote.
        expect(obstacleTo(during)).toBeUndefined();
        const back = takeOutSessions(during, ['mfa']);
        figures.logouts += 1;
        // A line end or an empty line that the login added or found cannot be told apart later.
        expect(withoutEnd(back)).toBe(withoutEnd(before));
        if (!endsAsUsual(before)) return;
        expect(back).toBe(before);
        figures.restored += 1;
      };
      fc.assert(fc.property(nastyFile(), anySession(), check), settings);
    });

    it('touches nothing else where the section was there, is read back by every reader, and is done once', async () => {
      const check = async (before: string, login: SectionEdit): Promise<void> => {
        if (!hasSection(before, login) || editObstacle(before, [login])) return;
        const during = editSections(before, [login]);
        // A key that only one tool reads becomes visible when our key before it is gone.
        if (obstacleTo(during)) return void (figures.refused += 1);
        const after = takeOutSessions(during, ['mfa']);
        figures.logouts += 1;
        expectOtherLinesSame(during, after);
        expectPlainlyGone(during, after);
        await expectGoneForSdk(during, after);
        expect(takeOutSessions(after, ['mfa'])).toBe(after);
        expect(stoppers(after)).toBeLessThanOrEqual(stoppers(during));
      };
      await fc.assert(fc.asyncProperty(nastyFile(), anySession(), check), settings);
    });

    afterAll(() => {
      expect(figures.restored / numRuns).toBeGreaterThan(0.3);
      expect(figures.refused / numRuns).toBeLessThan(0.02);
      console.log(
        `logout: ${figures.logouts} generated files logged in to and out of, ${figures.restored} of them exactly as before; ${figures.refused} refused`,
      );
    });
  });
}

function obstacleTo(text: string) {
  return editObstacle(text, [LOGOUT], takeOutSessions(text, ['mfa']));
}

/**
 * Adds the line end that a last line with content lacks. A lone CR at the end and the LF after it become one line end.
 */
function endsAsUsual(text: string): boolean {
  const last = plainLines(text).at(-1)?.bytes;
  return last === undefined || (last.endsWith('\n') && last.trim() !== '');
}

/** Byte by byte. An empty section is removed with its header and an empty line before it. */
function expectOtherLinesSame(before: string, after: string): void {
  const kept = linesBeside(before, 'mfa', LOGOUT.drop);
  if (hasSection(after, LOGOUT)) expect(linesBeside(after, 'mfa', LOGOUT.drop)).toBe(kept);
  else
    expect(withoutBlanks(after)).toBe(
      withoutBlanks(kept.replace(/^[^\w[#;\r\n]*\[mfa\][^\w#;\r\n]*(\r\n?|\n|$)/m, '')),
    );
}

function withoutBlanks(text: string): string {
  return text
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^[ \t]*(\r\n?|\n)/gm, '')
    .trimEnd();
}

function expectPlainlyGone(before: string, after: string): void {
  const [old, now] = [plainValues(before), plainValues(after)];
  LOGOUT.drop.forEach((key) => old.get('mfa')?.delete(key));
  if (old.get('mfa')?.size === 0) old.delete('mfa');
  expect(now).toEqual(old);
}

async function expectGoneForSdk(before: string, after: string): Promise<void> {
  const [old, now] = [await readBySdk(before, 'credentials'), await readBySdk(after, 'credentials')];
  // If it fails before the edit because of another section's name, it may fail after it.
  if (Object.keys(old).length === 0) return;
  expect(withoutKeys(now, 'mfa', LOGOUT)).toEqual(withoutKeys(old, 'mfa', LOGOUT));
  LOGOUT.drop.forEach((key) => expect(now['mfa'] ?? {}).not.toHaveProperty([key]));
}
