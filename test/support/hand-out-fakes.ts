/** A stored session in memory, with everything that `export` and `exec` need. */
import { fakes, NOW, type Fakes, type Prepared } from './fakes.ts';
import { DEVICE } from './session-plan.ts';

export const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7WXYZ\naws_secret_access_key = base-secret\n';
export const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n`;

/** @param minutes until it expires */
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

export function handOutFakes(prepared: Prepared = {}): Fakes {
  return fakes({ credentials: BASE, config: CONFIG, ...prepared });
}
