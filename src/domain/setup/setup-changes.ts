/** What a set-up writes, and how it is told before it is written. */
import type { SectionEdit } from '../ini/edit-section.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { configHeader, type SharedFiles } from '../profiles/profile.ts';
import type { SharedFilePaths } from '../profiles/shared-file-paths.ts';

/** Only what is to change. */
export interface SetupAnswers {
  base: string;
  keys: LongTermKeys | undefined;
  region: string | undefined;
  serialNumber: string | undefined;
}

export interface SetupChange {
  file: 'credentials' | 'config';
  edit: SectionEdit;
}

type Pair = readonly [key: string, value: string];

/** The edit of each file, the keys first: with them alone a login is possible. */
export function setupChanges(answers: SetupAnswers, files: SharedFiles): SetupChange[] {
  const { base, keys } = answers;
  const settings = (
    [
      ['region', answers.region],
      ['mfa_serial', answers.serialNumber],
    ] as const
  ).flatMap(([key, value]): Pair[] => (value === undefined ? [] : [[key, value]]));
  // A setting beside the keys beats the one in the config file, so that it is changed where it stands.
  const isBeside = ([key]: Pair) => Boolean(files.credentials.get(base)?.get(key));
  const keyPairs: Pair[] = keys
    ? [
        ['aws_access_key_id', keys.accessKeyId],
        ['aws_secret_access_key', keys.secretAccessKey],
      ]
    : [];
  const inCredentials = [...keyPairs, ...settings.filter(isBeside)];
  const inConfig = settings.filter((pair) => !isBeside(pair));
  // The token of a session would turn long-term keys into others.
  const drop = keys ? ['aws_session_token', 'aws_security_token'] : [];
  const changes: SetupChange[] = [
    { file: 'credentials', edit: { section: base, set: inCredentials, drop } },
    {
      file: 'config',
      edit: { section: configHeader(base), set: inConfig, drop: [] },
    },
  ];
  return changes.filter(({ edit }) => edit.set.length > 0);
}

/** Each section, and below it a line a key, as it will stand in the file; but the secret is not shown. */
export function changeLines(changes: readonly SetupChange[], paths: SharedFilePaths): string[] {
  return changes.flatMap(({ file, edit }) => [
    `${paths[file]}, [${edit.section}]`,
    ...edit.set.map(([key, value]) =>
      key === 'aws_secret_access_key' ? `  ${key} (not shown)` : `  ${key} = ${value}`,
    ),
  ]);
}
