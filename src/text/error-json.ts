/** An error as JSON output has it; `docs/reference/error-codes.md` lists the codes. */
import type { AwsMfaError } from '../errors.ts';
import { plainText } from './shell-command.ts';

/** `remedy` is left out if there is no hint. */
export function errorJson({ kind, code, message, hint }: AwsMfaError): Record<string, string> {
  return { kind, code, message: plainText(message), ...(hint && { remedy: plainText(hint) }) };
}
