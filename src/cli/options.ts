/** The options that several commands share. */
import { type Command, Option, type OptionValues } from 'commander';
import type { SessionOptions } from '../login/login-request.ts';

type Line = readonly [flags: string, description: string];

export interface SessionLines {
  /** The default of --min-remaining, as the help shows it. */
  minRemaining: string;
  /** Options of this command alone, by the group of the help they belong to. */
  options: readonly Line[];
  code?: readonly Line[];
  role?: readonly Line[];
  rare?: readonly Line[];
}

/** The options of a command that needs a session. Rare ones share two lines of the help, to fit a screen. */
export function addSessionOptions(command: Command, lines: SessionLines): Command {
  addProfileOption(command);
  addLines(command, [
    MFA_PROFILE,
    ['--duration <time>', '43200, 12h, 90m, 5h30m (default: 12h; for a role 1h)'],
    ['--min-remaining <time>', `reuse a session that lasts longer (default: ${lines.minRemaining})`],
    ...lines.options,
  ]);
  addCodeOptions(command, lines.code);
  const role: Line[] = [
    ['--role-arn <arn>', 'role to assume; needs a --mfa-profile of its own'],
    ['--role-session-name <name>', 'name of the role session (default: aws-mfa-DEVICE)'],
    ['--external-id <id>', 'external ID that the role requires'],
    ...(lines.role ?? []),
  ];
  const rare: Line[] = [...(lines.rare ?? []), SERIAL_NUMBER];
  const addHidden = (group: readonly Line[]) =>
    group.forEach(([flags, description]) => command.addOption(new Option(flags, description).hideHelp()));
  command.optionsGroup('For a role:');
  addHidden(role);
  command.optionsGroup('Rarely needed:');
  addHidden(rare);
  addRareOptions(command, true);
  const namesOf = (group: readonly Line[]) => group.map(([flags]) => flags.split(' ')[0]).join(', ');
  command.addHelpText('after', `\nFor a role: ${namesOf(role)}`);
  command.addHelpText('after', `Rarely needed: ${namesOf(rare)}, --region, --debug`);
  for (const [alias, name] of ALIASES) command.addOption(new Alias(alias, name));
  return command;
}

const MFA_PROFILE: Line = ['--mfa-profile <name>', 'profile that receives the session (default: mfa)'];
const SERIAL_NUMBER: Line = [
  '--serial-number <device>',
  'MFA device: ARN, or serial number of a hardware token',
];

/** The options of a command that changes access keys with a session. */
export function addKeyOptions(command: Command, lines: readonly Line[]): Command {
  addLines(addProfileOption(command, 'base profile (has the access key)'), lines);
  addCodeOptions(command, []);
  command.optionsGroup('Rarely needed:');
  const dryRun: Line = ['--dry-run', 'show what would be done, and do nothing'];
  for (const [flags, description] of [dryRun, MFA_PROFILE, SERIAL_NUMBER])
    command.addOption(new Option(flags, description).hideHelp());
  addRareOptions(command, true);
  return command.addHelpText(
    'after',
    '\nRarely needed: --dry-run, --mfa-profile, --serial-number, --region, --debug',
  );
}

function addCodeOptions(command: Command, others: readonly Line[] = []): void {
  command.optionsGroup('Where the code comes from (default: a prompt):');
  addLines(command, [
    ['--token <code>', 'code, or - for stdin (others can see a command line)'],
    ['--token-command <cmd>', 'shell command that prints the code'],
    ...others,
    ['--no-input', 'never prompt'],
  ]);
}

function addLines(command: Command, lines: readonly Line[]): void {
  for (const [flags, description] of lines) command.option(flags, description);
}

export function addProfileOption(
  command: Command,
  description = 'base profile (has the access key), or an MFA profile',
): Command {
  return command.option('--profile <name>', description);
}

export function addRareOptions(command: Command, hidden = false): Command {
  return command
    .addOption(new Option('--region <name>', 'region of the STS endpoint').hideHelp(hidden))
    .addOption(
      new Option('--debug', 'print where values came from, and the cause of an error').hideHelp(hidden),
    );
}

/** What the AWS CLI and other MFA tools call an option. Accepted, but in no help. */
const ALIASES: readonly Line[] = [
  ['--token-code <code>', 'token'],
  ['--mfa-token <code>', 'token'],
  ['--duration-seconds <seconds>', 'duration'],
  ['--mfa-serial <device>', 'serialNumber'],
  ['--update-profile <name>', 'mfaProfile'],
];

/** Sets the value of another option. */
export class Alias extends Option {
  /** @param target the name of that option in `opts()` */
  constructor(
    flags: string,
    private readonly target: string,
  ) {
    super(flags);
    this.hideHelp();
  }

  override attributeName(): string {
    return this.target;
  }
}

/** The options of the command, and those in front of it. */
export function optionsOf(command: Command): OptionValues {
  return { ...command.parent?.opts(), ...command.opts() };
}

/** The same with the profile, which may also be given as a word. @throws AwsMfaError `usage` */
export async function optionsWithProfile(command: Command, word?: string): Promise<OptionValues> {
  const { nameGiven } = await import('../profiles/profile.ts');
  const options: SessionOptions = optionsOf(command);
  const profile = nameGiven(word, options.profile);
  if (!profile) return options;
  return { ...options, profile: profile.value, ...(profile.source.kind === 'argument' && { isWord: true }) };
}

/** For the end of a help. */
export function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}
