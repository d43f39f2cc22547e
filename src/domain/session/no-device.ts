/** The error of a plan that lacks nothing but the device, with what is needed to look for one. */
import { AwsMfaError } from '../../errors.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import type { Sourced } from '../sourced.ts';
import { noSerialNumber } from '../sts/serial-number.ts';

export class NoDevice extends AwsMfaError {
  /** @param region whose STS would be asked */
  constructor(
    readonly base: ResolvedBase,
    readonly region: Sourced<string>,
  ) {
    const { kind, message, remedy } = noSerialNumber(base.name);
    super(kind, message, remedy);
  }
}
