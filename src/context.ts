/**
 * What every command and step works with: files, terminal, output, AWS, processes and the clock, each a plain function.
 */
import type {
  AccessKeysReply,
  DevicesReply,
  IdentityReply,
  Reached,
  SessionCall,
  SessionReply,
  SignedCall,
  Target,
  UserCall,
} from './aws/calls.ts';
import type { NetworkPlan } from './aws/network.ts';
import type { Environment, Variables } from './environment.ts';
import type { ProcessKeys } from './profiles/process-keys.ts';
import type { Values } from './shared-files/section-values.ts';
import type { SharedFileKind, Sourced } from './source.ts';
import type { FileState } from './system/files/file-state.ts';
import type { FileUpdate } from './system/files/update-file.ts';
import type { AwsCli } from './system/processes/find-on-path.ts';
import type { ChildEnd } from './system/processes/run-child.ts';
import type { CommandEnd } from './system/processes/run-command.ts';
import type { StdinLine } from './system/terminal/stdin-line.ts';

export interface Context {
  files: Files;
  terminal: TerminalInput;
  output: Output;
  aws: Aws;
  processes: Processes;
  clock: Clock;
  environment: Environment;
  /** Aborted, with the error to end with, when the process is to stop. */
  signal: AbortSignal;
}

export interface Files {
  /** The user's home folder. @throws AwsMfaError `configuration` if there is none */
  readonly home: string;
  /** The bytes as latin1 text; undefined if there is no file. @throws AwsMfaError `configuration` */
  readTextFile: (path: string) => string | undefined;
  /**
   * Tries the safe write without a change: the place, the lock, room for a temporary file.
   * @throws AwsMfaError `configuration`: what would stop the write
   */
  probeWrite: (path: string) => Promise<void>;
  /** The safe write. @throws AwsMfaError `configuration` */
  updateFile: (update: FileUpdate) => Promise<{ notes: string[] }>;
  /** Calls whenever the file changes. @returns how to stop */
  watchFile: (path: string, onChange: () => void) => () => void;
  /** What the system knows of a file without reading it. Throws the system's own error. */
  fileState: (path: string) => Promise<FileState>;
  /** As the AWS SDK's own loader reads it; `{}` if it cannot. */
  readFileAsSdk: (path: string, kind: SharedFileKind) => Promise<Values>;
  readTextAsSdk: (bytes: string, kind: SharedFileKind) => Promise<Values>;
}

/** The terminal that the user can be asked on. */
export interface TerminalInput {
  /** For a code; undefined if there is no terminal. */
  openPrompt: () => Promise<Prompt | undefined>;
  /** For everything else; undefined if there is no terminal. */
  openQuestions: () => Promise<Questions | undefined>;
  /** The first line of standard input; undefined if that is a terminal. */
  readStdinLine: () => Promise<StdinLine | undefined>;
}

export interface Prompt {
  /**
   * Asks until `check` has no complaint.
   * @returns undefined if it was closed meanwhile
   * @throws AwsMfaError `cancelled`
   */
  askText: (
    message: string,
    check: (text: string) => string | undefined,
    meanwhile: Meanwhile,
  ) => Promise<string | undefined>;
  askYesNo: (message: string) => Promise<boolean>;
  close: () => void;
}

/** What can be done while the user looks for the phone, and while they type. */
export interface Meanwhile {
  onDrawn: () => void;
  onFirstKey: () => void;
  /** Closes the question, and takes it from the screen. */
  closed: AbortSignal;
}

export interface Questions {
  /**
   * A line of text, without blanks at its ends, once `check` has no complaint.
   * @param usual what Enter alone means
   * @throws AwsMfaError `cancelled`, as do the others
   */
  askLine: (message: string, check: (text: string) => string | undefined, usual?: string) => Promise<string>;
  /** The same for what must not be seen. */
  askSecret: (message: string, check: (text: string) => string | undefined) => Promise<string>;
  /** @returns the value of one that is not disabled */
  choose: (message: string, choices: readonly Choice[]) => Promise<string>;
  /** @param usual what Enter alone means: yes by default */
  askYesNo: (message: string, usual?: boolean) => Promise<boolean>;
  close: () => void;
}

export interface Choice {
  value: string;
  name: string;
  /** Why it cannot be taken. */
  disabled?: string;
}

export interface Output {
  /** The result, and what goes with it, to standard output; all else to standard error. */
  say: Say;
  /** All of it to standard output. */
  show: Say;
  /** To standard output, as it is. @returns the system's reason if it was lost; undefined also if nobody reads it */
  print: (text: string) => Promise<string | undefined>;
  printJson: (value: unknown) => void;
  /** To standard error, as it is. */
  printError: (text: string) => void;
  /** Whether standard output is a terminal. */
  isShown: boolean;
  /** The width of standard output. */
  columns: () => number;
}

/** One message, with the mark and color of its tone. */
export type Say = (tone: Tone, text: string) => void;

export type Tone =
  | 'result' // what was asked for
  | 'plain' // goes with the line before it
  | 'note' // worth knowing
  | 'warning' // worth acting on
  | 'error' // it did not work
  | 'remedy' // what to do about it
  | 'debug'; // asked for by --debug

export interface Aws {
  /** @throws AwsMfaError `configuration` if the file cannot be used */
  checkCaBundle: (setting: Sourced<string>) => Promise<void>;
  /** Loads what the call for a session will need. */
  loadSts: () => void;
  /** Opens a connection for that call; nothing is sent on it. */
  connectSts: (target: Target) => void;
  getSession: (call: SessionCall) => Promise<SessionReply>;
  getCallerIdentity: (call: SignedCall) => Promise<IdentityReply>;
  listMfaDevices: (call: UserCall) => Promise<DevicesReply>;
  listAccessKeys: (call: UserCall) => Promise<AccessKeysReply>;
  /** Whether a server can be reached, within a few seconds; nothing of the user's is in the request. */
  reach: (url: string, network: NetworkPlan, signal: AbortSignal) => Promise<Reached>;
  /** Aborted as the context's signal is, and when AWS takes too long over all that it is asked. */
  late: () => AbortSignal;
  /** Runs a `credential_process`, once. @throws the signal's reason when it is aborted */
  keysOfProcess: (command: string) => Promise<ProcessKeys>;
}

export interface Processes {
  /** The whole environment that this program was started with. */
  variables: Variables;
  /** Of Node, which runs this. */
  nodeVersion: string;
  /** The first `aws` on the PATH. */
  awsCli: () => Promise<AwsCli | undefined>;
  /** Runs a command line in the platform's shell, for a minute at most. @throws the signal's reason when it is aborted */
  runCommand: (command: string) => Promise<CommandEnd>;
  /**
   * Runs a command on the streams and the terminal of this program, and waits for its end. Signals are the command's
   * from then on.
   * @throws the signal's reason if it was aborted before
   */
  runChild: (command: string, args: readonly string[], variables: Variables) => Promise<ChildEnd>;
  /** Ends this program by a signal; returns if the system does not let it. */
  endBy: (signal: NodeJS.Signals) => void;
}

export interface Clock {
  now: () => Date;
  /** @throws the signal's reason when it is aborted */
  wait: (milliseconds: number) => Promise<void>;
}
