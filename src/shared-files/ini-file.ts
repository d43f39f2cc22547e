/** The type of a parsed file: its sections and keys, and the lines they are on. */
import type { FaultKind } from './ini-faults.ts';
import type { Line } from './lines.ts';

export type LineKind = 'blank' | 'comment' | 'header' | 'key' | 'continuation' | 'unreadable';

/** `first` and `last` are indexes into the lines; between them may also stand comments and blank lines. */
export interface IniKey {
  /** In lower case. */
  name: string;
  /** Continuation lines are joined by LF. */
  value: string;
  first: number;
  last: number;
}

export interface IniSection {
  /** As it stands between the brackets. */
  name: string;
  /** Index of the line with the brackets. */
  header: number;
  /** Index of the last line ahead of the next section. */
  last: number;
  keys: IniKey[];
}

export interface IniFile {
  bytes: string;
  lines: Line[];
  /** What each line is, by the same index as `lines`. */
  lineKinds: LineKind[];
  /** In the order of the file; `[DEFAULT]` is among them, a section that stands twice is there twice. */
  sections: IniSection[];
  /** What the AWS CLI gives the file up for, in the order of the file. */
  mistakes: Mistake[];
}

export interface Mistake {
  kind: FaultKind;
  /** Index of the line. */
  index: number;
  /** Of the section or key. */
  name: string;
}
