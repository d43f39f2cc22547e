/** The findings for people: a line for each that is amiss, with its remedy; what is well, or was not checked, in short. */
import type { Finding, Status } from './finding.ts';
import { plainText } from '../plain-text.ts';
import { wrapped } from '../status/wrapped.ts';

export interface FindingLine {
  status: Status;
  text: string;
  remedy: string | undefined;
}

/** Columns for the mark ahead of each line. */
const MARK = 2;

/** @param columns of the terminal; nothing where it is none, and a line may be as long as it likes */
export function findingLines(findings: readonly Finding[], columns: number | undefined): FindingLine[] {
  const width = (columns ?? Infinity) - MARK;
  const lines = new Map<string, FindingLine>();
  for (const finding of findings) {
    const [key, text, remedy] = lineOf(finding, findings);
    // Two checks may come upon the same thing, and all that is well of one subject stands on one line.
    if (lines.has(key)) continue;
    const shown = remedy === undefined ? undefined : wrapped(remedy, width);
    lines.set(key, { status: finding.status, text: wrapped(text, width), remedy: shown });
  }
  return [...lines.values()];
}

function lineOf(
  finding: Finding,
  all: readonly Finding[],
): [key: string, text: string, remedy: string | undefined] {
  if (!('about' in finding)) return [finding.message, finding.message, finding.remedy];
  const { status, about } = finding;
  const messages = all.flatMap((other) =>
    'about' in other && other.about === about && other.status === status ? [other.message] : [],
  );
  return [`${status} ${about}`, `${about}: ${[...new Set(messages)].join(', ')}`, undefined];
}

/** A finding for programs, in the words that people read. */
export function findingJson(finding: Finding): Record<string, unknown> {
  const { id, status, message } = finding;
  if ('about' in finding)
    return { id, status, message: plainText(`${finding.about}: ${message}`), remedy: null };
  const { remedy } = finding;
  return { id, status, message: plainText(message), remedy: remedy === undefined ? null : plainText(remedy) };
}
