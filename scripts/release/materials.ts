/** Bills of materials in the CycloneDX format: what is inside the npm tarball, and inside the standalone programs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { packages as lockedPackages } from '../../package-lock.json';
import { bundle, type BundledPackage } from '../bundle.ts';
import { integrity, version as runtimeVersion } from '../standalone/runtimes.json';
import type { Release } from './release.ts';

export async function writeMaterials({ root, staging, output, version }: Release): Promise<void> {
  // The same bundle as in dist, to hear what is in it.
  const bundled = await bundle(join(root, 'src/main.ts'), join(staging, 'bundle'));
  const write = (name: string, components: Models.Component[]): void =>
    writeFileSync(join(output, `${name}.cdx.json`), billOf(version, components));
  write(`aws-mfa-${version}`, bundled.map(library));
  write(`aws-mfa-${version}-standalone`, [...bundled.map(library), ...runtimes()]);
}

/** @returns the text, which is the same whenever it is made */
function billOf(version: string, components: readonly Models.Component[]): string {
  const application = new Models.Component(Enums.ComponentType.Application, 'aws-mfa', {
    version,
    bomRef: 'aws-mfa',
    purl: `pkg:npm/aws-mfa@${version}`,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
  });
  const bill = new Models.Bom({ metadata: new Models.Metadata({ component: application }) });
  for (const component of components) {
    bill.components.add(component);
    application.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bill, { sortLists: true, space: 2 })}\n`;
}

function library({ name, version, license }: BundledPackage): Models.Component {
  if (!name || !version) throw new Error('A bundled package has no name or no version.');
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return new Models.Component(Enums.ComponentType.Library, name, {
    version,
    purl,
    bomRef: purl,
    hashes: hashes(lockedIntegrity(name, version)),
    licenses: new Models.LicenseRepository(license ? [new Models.LicenseExpression(license)] : []),
  });
}

/** One for each platform: the programs have Bun inside, each its own build. */
function runtimes(): Models.Component[] {
  return Object.entries(integrity).map(([name, hash]) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${runtimeVersion}`;
    return new Models.Component(Enums.ComponentType.Platform, name, {
      version: runtimeVersion,
      purl,
      bomRef: purl,
      hashes: hashes(hash),
      licenses: new Models.LicenseRepository([new Models.LicenseExpression('MIT AND LGPL-2.1-or-later')]),
    });
  });
}

/** @param integrity as npm has it, `sha512-` and base64 */
function hashes(integrity: string | undefined): Models.HashDictionary {
  const [, digits] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  const dictionary = new Models.HashDictionary();
  if (digits !== undefined)
    dictionary.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(digits, 'base64').toString('hex'));
  return dictionary;
}

/** @returns undefined if the lock file has another version of the package only */
function lockedIntegrity(name: string, version: string): string | undefined {
  const all = Object.entries(lockedPackages) as [string, { version?: string; integrity?: string }][];
  return all.find(
    ([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version === version,
  )?.[1].integrity;
}
