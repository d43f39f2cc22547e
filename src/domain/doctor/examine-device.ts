/** The device that a login would take: whether one is known, and of a kind that gives codes. */
import type { Profiles } from '../profiles/profile.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import type { Sourced } from '../sourced.ts';
import { findSerialNumber, noSerialNumber, wrongSerialNumber } from '../sts/serial-number.ts';
import { ok, trouble, type Finding } from './finding.ts';
import type { PlanInput } from './plan-input.ts';

/** @returns the device where it can work */
export function examineDevice(
  base: ResolvedBase,
  mfaProfile: string,
  profiles: Profiles,
  { request, environment, files }: PlanInput,
): { device?: Sourced<string>; finding: Finding } {
  const device = findSerialNumber({
    flag: request.serialNumber,
    base: profiles.get(base.name),
    mfaProfile: profiles.get(mfaProfile),
    credentials: files.credentials,
    baseName: base.name,
    environment: environment.serialNumber,
  });
  if (!device) return { finding: trouble('device', noSerialNumber(base.name)) };
  const wrong = wrongSerialNumber(device);
  if (wrong) return { finding: trouble('device', wrong) };
  return { device, finding: ok('device', 'device', `${device.value} (${device.from})`) };
}
