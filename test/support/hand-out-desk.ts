/** A stored session of so many minutes, and what an export or a command needs around it, in memory. */
import type { ExecDeps, RunChild } from '../../src/commands/exec/exec.ts';
import type { ExportDeps } from '../../src/commands/export/export.ts';
import { loginDesk, type LoginDesk, type Prepared } from './login-desk.ts';
import { DEVICE } from './session-plan.ts';
import { NOW } from './sts-desk.ts';
import { unprepared } from './unprepared.ts';

export const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7WXYZ\naws_secret_access_key = base-secret\n';
export const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n`;

/** @param minutes that are left of it */
export function stored(minutes: number): string {
  const expires = new Date(NOW.getTime() + minutes * 60_000).toISOString().replace('.000', '');
  return `${BASE}
[mfa]
aws_access_key_id = ASIASTORED
aws_secret_access_key = stored-secret
aws_session_token = stored-token
x_security_token_expires = ${expires}
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;
}

export interface HandOutDesk extends LoginDesk, ExportDeps, ExecDeps {
  /** What came to standard output. */
  out: string[];
}

export interface HandOutPrepared extends Prepared {
  isShown?: boolean;
  runChild?: RunChild;
  endBy?: ExecDeps['endBy'];
}

export function handOutDesk({
  isShown = false,
  runChild,
  endBy,
  ...prepared
}: HandOutPrepared = {}): HandOutDesk {
  const out: string[] = [];
  return {
    ...loginDesk({ credentials: BASE, config: CONFIG, ...prepared }),
    out,
    print: (text) => {
      out.push(text);
      return Promise.resolve(undefined);
    },
    isShown,
    variables: prepared.variables ?? {},
    endBy: endBy ?? unprepared('endBy'),
    loadRunChild: runChild ? () => Promise.resolve(runChild) : unprepared('loadRunChild'),
  };
}
