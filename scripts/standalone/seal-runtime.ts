/**
 * Makes the runtime ignore the environment variables that would turn it into another program, and takes away the
 * address that it would send crash reports to. Compiler options exist for neither.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const IGNORED_VARIABLES = [
  // Command-line options of Bun, such as --preload, which loads any file.
  'BUN_OPTIONS',
  // Turns the program into Bun itself.
  'BUN_BE_BUN',
  // Open a debugger, and can wait for it.
  'BUN_INSPECT',
  'BUN_INSPECT_CONNECT_TO',
  'BUN_INSPECT_PRELOAD',
  // Write files.
  'BUN_BYTECODE_ORDER_OUT',
  'BUN_BYTECODE_ORDER_NAMES_OUT',
  'BUN_BYTECODE_DIGEST_OUT',
];

const REPORT_ADDRESS = 'https://bun.report';
/** As long as that address. Nothing listens there. */
const NO_ADDRESS = 'http://127.0.0.1:0';

/** @throws if one of them is not in the runtime exactly once: then it is another version, to be looked at anew */
export function sealRuntime(path: string): void {
  const bytes = readFileSync(path);
  for (const name of IGNORED_VARIABLES) {
    // No name of a variable begins with a NUL.
    bytes[onlyPlace(bytes, `${name}\0`)] = 0;
  }
  bytes.write(NO_ADDRESS, onlyPlace(bytes, REPORT_ADDRESS), 'latin1');
  writeFileSync(path, bytes);
}

function onlyPlace(bytes: Buffer, text: string): number {
  const at = bytes.indexOf(text, 0, 'latin1');
  if (at === -1 || bytes.indexOf(text, at + 1, 'latin1') !== -1)
    throw new Error(`${JSON.stringify(text)} is not in the runtime exactly once.`);
  return at;
}
