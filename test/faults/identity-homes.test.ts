/**
 * The right identity, in 500 generated homes: with AWS_PROFILE set to each of the profiles, every command acts for that
 * profile, or fails with a code and changes nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import type { Variables } from '../../src/environment.ts';
import { AwsMfaError } from '../../src/errors.ts';
import { CONFIG_PATH, CREDENTIALS_PATH, fakes, NOW } from '../support/fakes.ts';
import { anyHome, sdkOn, type Home, type HomeFiles } from '../support/generated-homes.ts';
import { homeSts, type HomeSts } from '../support/home-sts.ts';

const HOMES = 500;
/** Fewer, because each takes two runs for each profile. */
const CHECKED_HOMES = 100;
const SEED = 16;

interface Outcome {
  /** Undefined if it failed. */
  code: number | undefined;
  error: AwsMfaError | undefined;
  files: HomeFiles;
  printed: string;
  /** The environment of the command that was run. */
  child: Variables | undefined;
  sts: HomeSts;
}

/** @param code in the environment; undefined if none can be had */
async function run(
  args: readonly string[],
  profile: string,
  home: Home,
  code: string | undefined = '123456',
): Promise<Outcome> {
  const sts = homeSts(home);
  let child: Variables | undefined;
  const context = fakes({
    credentials: home.credentials,
    config: home.config,
    variables: { ...home.variables, AWS_PROFILE: profile, AWS_MFA_TOKEN: code, CI: '1' },
    ...sts.members,
    columns: () => 80,
    show: () => undefined,
    fileState: () => Promise.reject(new Error('There is no such file.')),
    runChild: (_command, _args, variables) => {
      child = variables;
      return Promise.resolve({ kind: 'exited', code: 0 });
    },
  });
  const nothing = () => undefined;
  const options = { version: '', entering: nothing, writeOut: nothing, writeErr: nothing };
  const ending = await runProgram(args, { ...options, contextFor: () => context, columns: () => 80 }).then(
    (code) => ({ code, error: undefined }),
    (error: unknown) => {
      if (error instanceof AwsMfaError) return { code: undefined, error };
      throw error;
    },
  );
  const files = {
    credentials: context.texts.get(CREDENTIALS_PATH) ?? '',
    config: context.texts.get(CONFIG_PATH) ?? '',
  };
  return { ...ending, files, printed: context.out.join(''), child, sts };
}

/** What an SDK makes of the files before and after. */
function views(home: Home, { files, sts }: Outcome) {
  return { before: sdkOn(home, sts.identityOf), after: sdkOn(files, sts.identityOf) };
}

const userOf = (identity: string | undefined) => identity?.split(' > ')[0];

/** Every profile acts for whom it acted before, and at most one section is another. */
function expectOthersKept(home: Home, outcome: Outcome, lost: string | undefined): void {
  const { before, after } = views(home, outcome);
  const changed = changedSections(home, outcome);
  for (const name of home.profiles) {
    const [was, is] = [before.identity(name, undefined), after.identity(name, undefined)];
    const end = before.end(name) ?? '';
    const isLost = lost !== undefined && end === lost;
    // A session of the user may replace that of a role in its own MFA profile, which is said.
    const ofRole = changed.includes(end) && before.of(end)['x_principal_arn'] !== undefined;
    if (was === undefined || (isLost && is === undefined)) continue;
    expect([name, ofRole ? userOf(is) : is]).toEqual([name, ofRole ? userOf(was) : was]);
  }
  expect(changed.length).toBeLessThanOrEqual(1);
}

function changedSections(home: Home, outcome: Outcome): string[] {
  const { before, after } = views(home, outcome);
  const names = new Set([...before.sections.keys(), ...after.sections.keys()]);
  const text = (view: typeof before, name: string) => JSON.stringify(view.sections.get(name));
  return [...names].filter((name) => text(before, name) !== text(after, name));
}

/** The identity that comes out is that of the profile, as it was, or as the new session makes it. */
function expectIdentity(identity: string | undefined, profile: string, home: Home, outcome: Outcome): void {
  const { before, after } = views(home, outcome);
  const meant = before.identity(profile, undefined) ?? after.identity(profile, NOW);
  expect([profile, identity]).toEqual([profile, meant ?? 'an error']);
}

type Verify = (profile: string, home: Home, outcome: Outcome) => void;

const COMMANDS: [name: string, args: string[], verify: Verify][] = [
  [
    'login',
    ['login', '--token', '123456'],
    (profile, home, outcome) => {
      const { before, after } = views(home, outcome);
      expect([profile, after.byName(profile, NOW)]).toEqual([profile, expect.any(String)]);
      const [section = ''] = changedSections(home, outcome);
      // The session of a role is renewed as such if it is selected.
      const own = after.of(section)['x_principal_arn'];
      const user = userOf(after.identity(profile, NOW));
      const holder = own ? `${user ?? ''} > ${own}` : user;
      expect([profile, after.identity(section, NOW)]).toEqual([profile, holder]);
      const was = before.identity(section, undefined);
      if (was !== undefined) expect([profile, userOf(was)]).toEqual([profile, user]);
    },
  ],
  [
    'exec',
    ['exec', '--', 'true'],
    (profile, home, outcome) => {
      const { AWS_ACCESS_KEY_ID: key, AWS_PROFILE: kept } = outcome.child ?? {};
      expect([key, kept].filter(Boolean)).toHaveLength(1);
      const { after } = views(home, outcome);
      const identity = key ? outcome.sts.identityOf(key) : after.byName(kept ?? '', NOW);
      expectIdentity(identity, profile, home, outcome);
    },
  ],
  [
    'exec --role-keys',
    ['exec', '--role-keys', '--no-write', '--', 'true'],
    (profile, home, outcome) => {
      const identity = outcome.sts.identityOf(outcome.child?.['AWS_ACCESS_KEY_ID'] ?? '');
      const { before } = views(home, outcome);
      // Without a section for the session, the files do not say who it is.
      const meant = before.identity(profile, undefined);
      if (meant !== undefined) expect([profile, identity]).toEqual([profile, meant]);
      else expect(identity).toBeDefined();
      expect(outcome.files).toEqual({ credentials: home.credentials, config: home.config });
    },
  ],
  [
    'export',
    ['export'],
    (profile, home, outcome) => {
      const { AccessKeyId } = JSON.parse(outcome.printed) as { AccessKeyId: string };
      expectIdentity(outcome.sts.identityOf(AccessKeyId), profile, home, outcome);
    },
  ],
  [
    'status --check',
    ['status', '--check'],
    (profile, home, outcome) => {
      expect(outcome.files).toEqual({ credentials: home.credentials, config: home.config });
      const { before } = views(home, outcome);
      // Nothing says which account another tool's session is in.
      if (outcome.code !== 0 || before.end(profile) === 'foreign') return;
      const meant = before.byName(profile, NOW);
      expect([profile, meant]).toEqual([profile, expect.any(String)]);
      const live = [...before.sections.keys()].filter(
        (name) =>
          before.of(name)['aws_session_token'] &&
          `${meant ?? ''} > `.startsWith(`${before.identity(name, NOW) ?? 'nobody'} > `),
      );
      expect([profile, live]).not.toEqual([profile, []]);
    },
  ],
  [
    'logout',
    ['logout'],
    (profile, home, outcome) => {
      const { before } = views(home, outcome);
      const [section] = changedSections(home, outcome);
      if (section === undefined) return;
      // Also of a role profile whose role the session cannot assume.
      const user = before.identity(before.end(profile) ?? '', undefined);
      expect([profile, userOf(before.identity(section, undefined))]).toEqual([profile, userOf(user)]);
    },
  ],
];

describe.each(COMMANDS)('%s', (command, args, verify) => {
  it(`acts for the selected profile or fails, in ${HOMES} homes`, async () => {
    const figures = { done: 0, failed: 0 };
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyHome(), async (home) => {
        for (const profile of home.profiles) {
          const outcome = await run(args, profile, home);
          const { error, files } = outcome;
          if (error) {
            figures.failed += 1;
            codes.add(error.code);
            expect(files).toEqual({ credentials: home.credentials, config: home.config });
            continue;
          }
          figures.done += 1;
          const lost = command === 'logout' ? changedSections(home, outcome)[0] : undefined;
          expectOthersKept(home, outcome, lost);
          verify(profile, home, outcome);
        }
      }),
      { seed: SEED, numRuns: HOMES },
    );
    console.log(`${command}: ${figures.done} done, ${figures.failed} failed (${[...codes].join(', ')})`);
    expect(Math.min(figures.done, figures.failed)).toBeGreaterThan(HOMES / 2);
    expect([...codes]).not.toContain('internal');
  });
});

it(`status --check says whether exec needs a code, in ${CHECKED_HOMES} homes`, async () => {
  const figures = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(anyHome(), async (home) => {
      // The empty name selects nothing.
      for (const profile of [...home.profiles, '']) {
        // `exec` does not use the session of another tool.
        if (sdkOn(home, () => undefined).end(profile) === 'foreign') continue;
        const { code } = await run(['status', '--check'], profile, home, '');
        const used = await run(['exec', '--min-remaining', '0', '--', 'true'], profile, home, '');
        const isDone = used.error === undefined && used.sts.codes() === 0;
        expect([profile, code === 0]).toEqual([profile, isDone]);
        figures[isDone ? 'yes' : 'no'] += 1;
      }
    }),
    { seed: SEED, numRuns: CHECKED_HOMES },
  );
  console.log(`status --check: ${figures.yes} without a code, ${figures.no} not`);
  expect(Math.min(...Object.values(figures))).toBeGreaterThan(CHECKED_HOMES / 2);
});
