/** Which modules are loaded together, and so stand in one file. */

/** The way in, with a session that is still good; and what every command needs that reads the two files. */
const USED_BY_ALL = [
  'run',
  'commands/files/read-shared-files',
  'domain/profiles/(beats-session|shared-file-paths)',
  'domain/status/(find-session|stored-sessions)',
  'domain/(export/export-format|session/duration|report/local-time|shell-word)',
];

function modules(...paths: string[]): RegExp {
  return new RegExp(`src/(${paths.join('|')})\\.ts$`);
}

/**
 * What is loaded together stands together, for each file costs a third of a millisecond: what a login or an export
 * needs to find its session still good, and what it needs to get a new one. Commander stands by itself, for both do
 * without it. The SDK comes in two pieces: what reads files, and what makes the one call of a login; IAM, which few
 * logins ask, rests on both.
 */
export const CHUNKS = [
  { name: 'run', test: modules(...USED_BY_ALL) },
  { name: 'program', test: modules('program') },
  { name: 'exec', test: modules('commands/exec') },
  { name: 'status', test: modules('commands/status') },
  { name: 'sdk-reader', test: modules('adapters/aws/sdk-reader') },
  { name: 'sts', test: modules('adapters/aws/sts') },
  {
    name: 'renewal',
    test: modules('commands/session/(account-plan|renew-session|warn-of-file|rehearse-login)'),
  },
  { name: 'update-file', test: modules('adapters/files/update-file') },
  { name: 'search-device', test: modules('commands/device/search-device') },
  // What the doctor needs on top of all that comes last, so that nobody else has it to load.
  { name: 'doctor', test: modules('commands/doctor', 'examination') },
];
