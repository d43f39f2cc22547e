/** What commands work with, as plain functions: files, terminal, output, AWS, processes and the clock. */
import type { Reached, RoleCall, SessionCall, SessionReply, Target } from './aws/calls.ts';
import type { ProcessKeys } from './aws/credential-process.ts';
import type * as iam from './aws/iam.ts';
import type { NetworkPlan } from './aws/network.ts';
import type { Environment, Variables } from './environment.ts';
import type { Values } from './shared-files/section-values.ts';
import type { SharedFileKind } from './source.ts';
import type { FileState } from './system/files/read-file.ts';
import type { Turn } from './system/files/take-turns.ts';
import type { FileUpdate } from './system/files/update-file.ts';
import type { AwsCli, CommandEnd, ToolEnd } from './system/processes/run-command.ts';
import type { ChildEnd } from './system/processes/run-child.ts';
import type { StdinLine } from './system/terminal/stdin-line.ts';
import type { ToolCall } from './stores/stores.ts';

export interface Context {
  files: Files;
  terminal: TerminalInput;
  output: Output;
  aws: Aws;
  processes: Processes;
  clock: Clock;
  environment: Environment;
  /** Aborted when the process is to stop; its reason is the error to end with. */
  signal: AbortSignal;
}

export interface Files {
  /** The user's home folder, without a slash at its end; undefined if there is none. */
  readonly home: string | undefined;
  /** The bytes as latin1 text; undefined if there is no file. @throws AwsMfaError `configuration` */
  readTextFile: (path: string) => string | undefined;
  /** Tries the safe write without a change: folder, lock, space. @throws AwsMfaError `configuration` */
  probeWrite: (path: string) => Promise<void>;
  /** The safe write. @returns notes for the user; @throws AwsMfaError `configuration` */
  updateFile: (update: FileUpdate) => Promise<string[]>;
  /**
   * Does some work while no other aws-mfa does work of this name for this file.
   * @throws AwsMfaError `configuration`; what `work` throws
   */
  inTurn: <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;
  /** Keeps a short text, without a secret, for the next runs of a turn. It may be lost at any time. */
  remember: (turn: Turn, text: string) => Promise<void>;
  recall: (turn: Turn) => Promise<string | undefined>;
  /** @returns a function that stops watching */
  watchFile: (path: string, onChange: () => void) => () => void;
  /** Kind, mode and owner. Throws the system's own error. */
  fileState: (path: string) => Promise<FileState>;
  /** As the AWS SDK's own loader reads it; `{}` if it cannot be read. */
  readFileAsSdk: (path: string, kind: SharedFileKind) => Promise<Values>;
  readTextAsSdk: (bytes: string, kind: SharedFileKind) => Promise<Values>;
}

export interface TerminalInput {
  /** For a code; undefined if there is no terminal. @param ignoresTypedAhead whether what was typed before is not an answer */
  openPrompt: (ignoresTypedAhead?: boolean) => Promise<Prompt | undefined>;
  /** For everything else; undefined if there is no terminal. */
  openQuestions: () => Promise<Questions | undefined>;
  /** The first line of standard input; undefined if that is a terminal. */
  readStdinLine: () => Promise<StdinLine | undefined>;
  /** The program that would give this one a terminal: `winpty` in the window of Git Bash; undefined elsewhere. */
  wrapper: () => Promise<string | undefined>;
  /** The AI agent that runs this program without a terminal on standard input; undefined if there is none. */
  agent: () => Promise<string | undefined>;
}

export interface Prompt {
  /** Asks until `check` has no complaint. @returns undefined if it was closed; @throws AwsMfaError `cancelled` */
  askText: (
    message: string,
    check: (text: string) => string | undefined,
    meanwhile: Meanwhile,
  ) => Promise<string | undefined>;
  askYesNo: (message: string) => Promise<boolean>;
  close: () => void;
}

/** What is done while the user looks for the phone, and while they type. */
export interface Meanwhile {
  onDrawn: () => void;
  onFirstKey: () => void;
  /** Closes the question and removes it from the screen. */
  closed: AbortSignal;
}

export interface Questions {
  /**
   * A line of text, trimmed, once `check` has no complaint.
   * @throws AwsMfaError `cancelled`, as do the others
   */
  askLine: (
    message: string,
    check: (text: string) => string | undefined,
    options?: LineOptions,
  ) => Promise<string>;
  /** The same without showing what is typed. */
  askSecret: (message: string, check: (text: string) => string | undefined) => Promise<string>;
  choose: (message: string, choices: readonly Choice[]) => Promise<string>;
  /** @param usual the answer if the user only presses Enter: yes by default */
  askYesNo: (message: string, usual?: boolean) => Promise<boolean>;
  /** Undefined if this terminal cannot remove something from its screen again. */
  openScreen: (() => Screen) | undefined;
  close: () => void;
}

/** The alternate screen of the terminal. When it is closed, nothing of it stays, not even in the scrollback. */
export interface Screen {
  size: () => { columns: number; rows: number };
  hasColor: boolean;
  /** Replaces everything. Questions are asked below it. @param lines may hold escape sequences */
  draw: (lines: readonly string[]) => void;
  /** Replaces the rest of one line, also during a question. @param place row and column, counted from 0 */
  write: (place: { row: number; column: number }, text: string) => void;
  /** Asks until `check` has no complaint. @returns undefined if it must be drawn anew; @throws AwsMfaError `cancelled` */
  askCode: (message: string, check: (text: string) => string | undefined) => Promise<string | undefined>;
  close: () => void;
}

export interface LineOptions {
  /** The answer if the user only presses Enter. */
  usual?: string | undefined;
  /** Whether to show bullets instead of the text, because it may be a secret. */
  hides?: (text: string) => boolean;
}

export interface Choice {
  value: string;
  name: string;
  /** Why it cannot be chosen. */
  disabled?: string;
}

export interface Output {
  /** `result` and `plain` to standard output, other tones to standard error. */
  say: Say;
  /** Every tone to standard output. */
  show: Say;
  /** Unchanged, to standard output. @returns what {@link lost} does */
  print: (text: string) => Promise<string | undefined>;
  printJson: (value: unknown) => void;
  /**
   * Waits until all is written to standard output.
   * @returns the system's error code if something was lost; undefined also if the reader has closed the pipe
   */
  lost: () => Promise<string | undefined>;
  /** Unchanged, to standard error. */
  printError: (text: string) => void;
  /** Whether standard output is a terminal. */
  isShown: boolean;
  /** The width of standard output. */
  columns: () => number;
}

export type Say = (tone: Tone, text: string) => void;

export type Tone =
  | 'result'
  | 'plain' // belongs to the line before it
  | 'note'
  | 'warning'
  | 'error'
  | 'remedy' // the hint of an error
  | 'debug'; // only with --debug

type Iam = typeof iam;

export interface Aws extends Iam {
  /** @throws AwsMfaError `configuration` if the file cannot be used */
  checkCaBundle: (network: NetworkPlan) => Promise<void>;
  /** Loads the SDK for the next `getSession`. */
  loadSts: () => void;
  /** Opens a connection for it; nothing is sent. */
  connectSts: (target: Target) => void;
  getSession: (call: SessionCall) => Promise<SessionReply>;
  assumeRole: (call: RoleCall) => Promise<SessionReply>;
  /** Whether a server can be reached within a few seconds. The request holds no credentials. */
  reach: (url: string, network: NetworkPlan, signal: AbortSignal) => Promise<Reached>;
  /** Aborted as the context's signal is, and when AWS takes too long for all questions of the doctor. */
  late: () => AbortSignal;
  /** Runs a `credential_process`, once per run if it succeeds. @throws the signal's reason when it is aborted */
  keysOfProcess: (command: string) => Promise<ProcessKeys>;
}

export interface Processes {
  /** The environment that this program was started with. */
  variables: Variables;
  /** This program's name where no shell looks for it (`credential_process`, `winpty`): npm installs a batch file on Windows. */
  program: string;
  /** Undefined in the standalone program, which needs no Node. */
  nodeVersion: string | undefined;
  /** The first `aws` on the PATH. */
  awsCli: () => Promise<AwsCli | undefined>;
  /** In the platform's shell, for a minute at most. @throws the signal's reason when it is aborted */
  runCommand: (command: string) => Promise<CommandEnd>;
  platform: NodeJS.Platform;
  hasProgram: (name: string) => boolean;
  /** Runs a program without a shell, for a minute at most. @throws the signal's reason when it is aborted */
  runTool: (call: ToolCall, signal: AbortSignal) => Promise<ToolEnd>;
  /**
   * Runs a command with this program's streams and terminal, and waits for its end. Signals go to the command.
   * @throws the signal's reason if it was aborted before
   */
  runChild: (command: string, args: readonly string[], variables: Variables) => Promise<ChildEnd>;
  /** Ends this program by a signal; returns if that has no effect. */
  endBy: (signal: NodeJS.Signals) => void;
}

export interface Clock {
  now: () => Date;
  /** @throws the signal's reason when it is aborted */
  wait: (milliseconds: number) => Promise<void>;
}

/**
 * Measures a step for `--debug`.
 * @param step as in `the prompt took 5321 ms`, which is printed at the end, also after an error
 */
export async function timed<T>(
  step: string,
  run: () => Promise<T>,
  { clock, output }: Pick<Context, 'clock' | 'output'>,
): Promise<T> {
  const begun = clock.now().getTime();
  try {
    return await run();
  } finally {
    output.say('debug', `${step} took ${clock.now().getTime() - begun} ms`);
  }
}
