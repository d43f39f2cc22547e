/**
 * The right identity, end to end, in ten generated homes: with AWS_PROFILE set to each of the profiles, `export` and `exec` act
 * for that profile, as GetCallerIdentity says, or fail and change nothing. In memory: test/faults/identity-homes.test.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newSession } from '../support/aws/sessions.ts';
import { anyHome, sdkOn, type Home } from '../support/generated-homes.ts';
import { startLoopbackAws, type LoopbackAws, type User } from '../support/loopback-aws.ts';
import { programWords } from '../support/program.ts';
import { runAwsMfa } from '../support/run.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const SEED = 16;
const NOW = new Date();
const HOMES = fc.sample(anyHome(NOW), { seed: SEED, numRuns: 10 });

/** Prints whom the SDK acts for, with the credentials that it finds by itself. */
const WHO_AM_I = `
  const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');
  const client = new STSClient({ maxAttempts: 1, region: process.env.AWS_REGION ?? 'us-east-1' });
  client.send(new GetCallerIdentityCommand({})).then(({ Arn }) => console.log(Arn));`;

async function startAws({ users: homeUsers, roles, sessions }: Home): Promise<LoopbackAws> {
  const users = homeUsers.map(({ arn, device, accessKeyId, secretAccessKey }, at): User => {
    const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX' + 'ABC'.charAt(at);
    return {
      arn,
      userId: `AIDA${at}`,
      accessKeyId,
      secretAccessKey,
      active: true,
      devices: { [device]: seed },
    };
  });
  // Whoever may hold the keys of a session: the home says who is meant.
  const trusts = [...users.map(({ arn }) => arn), ...roles.keys()];
  const aws = await startLoopbackAws({
    users,
    roles: [...roles].map(([arn, externalId]) => ({
      arn,
      trusts: trusts.filter((each) => each.split(':')[1] === arn.split(':')[1]),
      maxSessionDuration: 43_200,
      ...(externalId && { externalId }),
    })),
  });
  onTestFinished(aws.close);
  for (const [accessKeyId, { user: holder, role }] of sessions) {
    const user = users.find((each) => each.arn === holder.arn);
    const at = /^ASIASTORED(\d)/.exec(accessKeyId)?.[1] ?? '';
    if (!user) continue;
    const inFive = new Date(NOW.getTime() + 5 * 3_600_000);
    const keys = { accessKeyId, secretAccessKey: `stored-${at}`, sessionToken: `token-${at}` };
    const assumedRole =
      role && `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/stored`;
    const ofRole = role && assumedRole ? { roleArn: role, assumedRole } : {};
    aws.addSession({ ...newSession(user, inFive, true), ...keys, ...ofRole });
  }
  return aws;
}

function sandboxOf({ users, credentials, config }: Home): Sandbox {
  const sandbox = createSandbox({ credentials, config: '' });
  onTestFinished(sandbox.dispose);
  writeFileSync(sandbox.configPath, config.replaceAll('/home/alice', sandbox.home));
  for (const { base, accessKeyId, secretAccessKey } of users) {
    const keys = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
    writeFileSync(join(sandbox.home, `${base}.json`), JSON.stringify(keys));
  }
  // For `credential_process = aws-mfa …`.
  writeFileSync(join(sandbox.home, 'aws-mfa'), `#!/bin/sh\nexec ${programWords} "$@"\n`, { mode: 0o755 });
  sandbox.env['PATH'] = `${sandbox.home}:${sandbox.env['PATH'] ?? ''}`;
  return sandbox;
}

/** The ARN that GetCallerIdentity gives for the end of a path of users and roles. */
function shownArn(identity: string | undefined): RegExp {
  const last = identity?.split(' > ').at(-1) ?? 'nobody';
  return new RegExp(
    `^${last.replace(':iam:', ':(iam|sts):').replace(':role/', ':assumed-role/')}(/[\\w-]+)?$`,
  );
}

describe.each(HOMES.map((home, at) => ({ at, home })))('home $at', ({ home }) => {
  it('export and exec act for every profile, or fail', { timeout: 300_000 }, async () => {
    const aws = await startAws(home);
    let done = 0;
    for (const profile of home.profiles) {
      const sandbox = sandboxOf(home);
      const files = () => ({
        credentials: sandbox.read(),
        config: readFileSync(sandbox.configPath, 'utf8').replaceAll(sandbox.home, '/home/alice'),
      });
      const env = { ...sandbox.env, ...aws.env, ...home.variables, AWS_PROFILE: profile, CI: '1' };
      const device = home.users.find(({ base }) => base === userBase(profile, home))?.device;
      for (const args of [['export'], ['exec', '--', process.execPath, '-e', WHO_AM_I]]) {
        const code = device === undefined ? '123456' : aws.nextCode(device);
        const before = files();
        const result = await runAwsMfa(args, { env: { ...env, AWS_MFA_TOKEN: code } });
        if (result.code !== 0) {
          expect([profile, result.code, result.stderr]).toEqual([
            profile,
            expect.any(Number),
            expect.any(String),
          ]);
          expect([profile, args[0], result]).toEqual([
            profile,
            args[0],
            expect.objectContaining({ stdout: '' }),
          ]);
          const isOurs = [125, 252, 253, 254].includes(result.code ?? 0);
          expect([profile, isOurs, result.stderr]).toEqual([profile, true, result.stderr]);
          expect(files()).toEqual(before);
          continue;
        }
        const after = sdkOn(files(), (key) => aws.identityOf(key) ?? processUser(key, home));
        const key = /"AccessKeyId": "(\w+)"/.exec(result.stdout)?.[1];
        const arn = args[0] === 'export' ? aws.identityOf(key) : result.stdout.trim();
        expect([profile, args[0], arn]).toEqual([
          profile,
          args[0],
          expect.stringMatching(shownArn(after.identity(profile, new Date()))),
        ]);
        done += 1;
      }
    }
    expect(done).toBeGreaterThan(0);
  });
});

function processUser(command: string, { users }: Home): string | undefined {
  return users.find(({ base }) => command.endsWith(`/${base}.json`))?.arn;
}

/** The base profile whose device shows the code: of the session at the end of the chain, or else the first. */
function userBase(profile: string, home: Home): string | undefined {
  const view = sdkOn(home, () => undefined);
  const end = view.end(profile) ?? profile;
  return (
    view.of(end)['x_source_profile'] ??
    (home.users.some(({ base }) => base === end) ? end : home.users[0]?.base)
  );
}
