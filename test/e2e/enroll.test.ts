/** `aws-mfa enroll`, as built, in a pseudo-terminal: the QR code is scanned, and AWS checks the codes that it gives. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  appendToConfig,
  appWith,
  DEVICE,
  enrollIn,
  enrollment,
  expectNoSeed,
  FIRST,
  NEXT,
  REGION,
  uriOn,
} from '../support/enrollment.ts';
import { CREDENTIALS, KEY_LINES, loginSetup, PROMPT } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { answer, openTerminalOf, type Terminal } from '../support/terminal.ts';

const LOGIN = 'Log in now?';

describe('a user without a device', () => {
  test('scans, types two codes, and logs in with the third', async () => {
    const at = await enrollment({ iamNeedsMfa: true });
    // That code is of another device.
    const terminal = at.openWindow(['enroll'], { env: { AWS_MFA_TOKEN: '123456' } });
    await terminal.waitFor(FIRST);
    const uri = uriOn(terminal);
    expect(uri.href).toMatch(/^otpauth:\/\/totp\/AWS:alice@123456789012\?secret=[A-Z2-7]{64}&issuer=AWS$/);
    const seed = await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    expect(terminal.screen()).toContain(
      `✓ [default] has the new MFA device ${DEVICE}.\n  Saved as mfa_serial of [default] in ~/.aws/config.\n? Log in now?`,
    );
    expect(at.config()).toBe(`[default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n`);
    terminal.press('enter');
    await terminal.waitFor('• AWS accepts each code once. The next one appears in ');
    await answer(terminal, PROMPT, at.aws.nextCode(DEVICE));
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    await expectNoSeed(terminal, seed);
    expect(sectionKeys(at.sandbox.read(), 'mfa')).toMatchObject({ x_mfa_serial: DEVICE });
    expect(at.aws.requests.map(({ action }) => action)).toEqual([
      'GetCallerIdentity',
      'ListMFADevices',
      'CreateVirtualMFADevice',
      'EnableMFADevice',
      'GetSessionToken',
    ]);
    expect(at.devices()).toEqual({ assigned: [DEVICE], unassigned: [] });
  });

  test.each([['n'], ['\x03']])('the login can wait: %j', async (key) => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll', '--name', 'phone']);
    await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    terminal.type(key);
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(terminal.screen()).toMatch(/\n {2}To log in later:\n {2}aws-mfa login$/);
    expect(at.devices().assigned).toEqual(['arn:aws:iam::123456789012:mfa/phone']);
  });

  test('a larger window has the QR code that AWS would draw', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { cols: 100, rows: 40 });
    await terminal.waitFor(FIRST);
    expect(uriOn(terminal).href).toMatch(
      /^otpauth:\/\/totp\/Amazon%20Web%20Services:alice@123456789012\?secret=[A-Z2-7]{64}&issuer=Amazon%20Web%20Services$/,
    );
  });

  test.each([
    ['alice.of.the.long.name@example.com', 'AWS:alice.of.the.long.name%40example.com', null],
    ['alice+home', 'AWS:alice%2Bhome@123456789012', 'AWS'],
  ])('the name %s', async (name, label, issuer) => {
    const at = await enrollment({ arn: `arn:aws:iam::123456789012:user/team/${name}` });
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    const { pathname, searchParams } = uriOn(terminal);
    expect(pathname).toBe(`/${label}`);
    expect(searchParams.get('issuer')).toBe(issuer);
  });

  test.each<['dark' | 'light', boolean]>([
    ['dark', false],
    ['light', true],
  ])('without colors, on a %s terminal', async (theme, mayInvert) => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { env: { NO_COLOR: '1' } });
    await terminal.waitFor(FIRST);
    expect(terminal.output()).not.toMatch(/\x1b\[[\d;]*m/);
    expect(uriOn(terminal, { theme, mayInvert }).protocol).toBe('otpauth:');
  });

  test('with colors, the QR code is black on white on a light terminal, too', async () => {
    const at = await enrollment();
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    expect(uriOn(terminal, { theme: 'light' }).protocol).toBe('otpauth:');
  });

  test('--json: the result on standard output, and no key', async () => {
    const at = await enrollment();
    const file = `${at.sandbox.home}/result`;
    const terminal = at.openShell(`aws_mfa enroll --json >${file}`);
    const seed = await enrollIn(terminal);
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      profile: 'default',
      user_arn: at.user.arn,
      serial_number: DEVICE,
      file: at.sandbox.configPath,
    });
    await expectNoSeed(terminal, seed);
  });

  test('--debug shows each call, and neither key nor code', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll', '--debug'], { cols: 200, rows: 60 });
    await terminal.waitFor(FIRST);
    const { seed, codes } = appWith(uriOn(terminal));
    await answer(terminal, FIRST, codes[0]);
    await answer(terminal, NEXT, codes[1]);
    await answer(terminal, LOGIN, 'n');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(terminal.screen()).toMatch(
      /^CreateVirtualMFADevice \(127\.0\.0\.1:\d+\): an answer after \d+ ms$/m,
    );
    expect(terminal.screen()).toMatch(/^EnableMFADevice \(127\.0\.0\.1:\d+\): an answer after \d+ ms$/m);
    for (const code of codes) expect(terminal.screen()).not.toContain(code);
    await expectNoSeed(terminal, seed);
  });
});

describe('the key as text', () => {
  test('on request, and back', async () => {
    const at = await enrollment();
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    const { seed } = appWith(uriOn(terminal));
    terminal.type('s\r');
    await terminal.waitFor('To see the QR code again, press Enter.');
    const shown = terminal.screen().replace(/\s+/g, ' ');
    expect(shown).toContain(
      `Add this key to an authenticator app (Amazon Web Services, alice@123456789012; time-based, 6 digits): ${seed.match(/.{4}/g)?.join(' ') ?? ''} Then enter the code`,
    );
    terminal.press('enter');
    await terminal.waitFor('No camera?');
    await enrollIn(terminal);
    await answer(terminal, LOGIN, 'n');
    expect((await terminal.exit).code).toBe(0);
    await expectNoSeed(terminal, seed);
  });

  test.each([
    [80, 21],
    [60, 40],
  ])('in a window of %i columns and %i rows, until it is larger', async (cols, rows) => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { cols, rows });
    await terminal.waitFor('The window is too small for a QR code.');
    terminal.resize(80, 24);
    await terminal.waitFor(/Scan this[^]*\? Code:/);
    expect(uriOn(terminal).protocol).toBe('otpauth:');
  });
});

describe('codes', () => {
  test('the same one twice, and what is no code, are not sent', async () => {
    const at = await enrollment();
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    const { codes } = appWith(uriOn(terminal));
    await answer(terminal, FIRST, '12345');
    await terminal.waitFor('! The code has 5 digits instead of 6.');
    terminal.press('ctrl-u');
    await answer(terminal, FIRST, codes[0]);
    await terminal.waitFor(/Next code in \d+ s\./);
    await answer(terminal, NEXT, codes[0]);
    await terminal.waitFor('! That is the code you have just entered. Wait for the next one.');
    expect(uriOn(terminal).protocol).toBe('otpauth:');
    expect(at.aws.requests.at(-1)?.action).toBe('CreateVirtualMFADevice');
    terminal.press('ctrl-u');
    await answer(terminal, NEXT, codes[1]);
    await terminal.waitFor(LOGIN);
  });

  test('AWS rejects them: they are asked for again', async () => {
    const at = await enrollment();
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    const { seed, codes } = appWith(uriOn(terminal));
    await answer(terminal, FIRST, codes[1]);
    await answer(terminal, NEXT, codes[0]);
    await terminal.waitFor(/AWS rejected the codes\.[^]*\? Code:/);
    expect(appWith(uriOn(terminal)).seed).toBe(seed);
    await enrollIn(terminal);
    await answer(terminal, LOGIN, 'n');
    expect((await terminal.exit).code).toBe(0);
    await expectNoSeed(terminal, seed);
    expect(at.aws.requests.filter(({ action }) => action === 'EnableMFADevice')).toHaveLength(2);
  });
});

describe('the name of the device', () => {
  const ABANDONED = 'IFBEGRCFIZDUQSKKJNGE2TSPKBIVEU2U';

  test('another one if that of the user is taken', async () => {
    const at = await enrollment();
    at.aws.unassigned.set(DEVICE, ABANDONED);
    at.aws.unassigned.set(`${DEVICE}-2`, ABANDONED);
    const terminal = at.openWindow();
    await enrollIn(terminal);
    await terminal.waitFor(`✓ [default] has the new MFA device ${DEVICE}-3.`);
  });

  test('a policy that allows no other', async () => {
    const at = await enrollment({ onlyOwnDevice: true });
    at.aws.unassigned.set(DEVICE, ABANDONED);
    const terminal = at.openWindow(['enroll'], { cols: 200 });
    expect((await terminal.exit).code).toBe(254);
    expect(terminal.screen()).toBe(
      `✗ The name "alice" is taken by another MFA device, and a policy denies alice any other name.
  If that device belongs to no user, an administrator can delete it:
  aws iam delete-virtual-mfa-device --serial-number ${DEVICE}`,
    );
  });

  test('one that was asked for, and is taken', async () => {
    const at = await enrollment();
    at.aws.unassigned.set(DEVICE, ABANDONED);
    const terminal = at.openWindow(['enroll', '--name', 'alice']);
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toBe(
      `✗ The account already has another MFA device with the name "alice".
  Choose another name:
  aws-mfa enroll --name NAME`,
    );
  });

  test('one that IAM does not know', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll', '--name', 'my phone']);
    expect((await terminal.exit).code).toBe(252);
    expect(at.aws.requests).toEqual([]);
  });
});

describe('denied', () => {
  test('iam:CreateVirtualMFADevice', async () => {
    const at = await enrollment({ iamDenied: ['CreateVirtualMFADevice'] });
    const terminal = at.openWindow(['enroll'], { cols: 200 });
    expect((await terminal.exit).code).toBe(254);
    expect(terminal.screen()).toBe(
      `✗ A policy denies iam:CreateVirtualMFADevice to alice.
  Ask an administrator to allow users to manage their own MFA devices, or to create the device for you.`,
    );
  });

  test('iam:EnableMFADevice: the device is deleted', async () => {
    const at = await enrollment({ iamDenied: ['EnableMFADevice'] });
    const terminal = at.openWindow(['enroll'], { cols: 200 });
    const seed = await enrollIn(terminal);
    expect((await terminal.exit).code).toBe(254);
    expect(terminal.screen()).toBe(
      `✗ A policy denies iam:EnableMFADevice to alice. The new MFA device was deleted again.
  Ask an administrator to allow users to manage their own MFA devices, or to create the device for you.
  If you have added its key to an app, remove it there.`,
    );
    expect(at.devices()).toEqual({ assigned: [], unassigned: [] });
    await expectNoSeed(terminal, seed);
  });

  test('iam:ListMFADevices is no reason', async () => {
    const at = await enrollment({ iamDenied: ['ListMFADevices'] });
    const terminal = at.openWindow();
    await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    expect(terminal.screen()).toContain(
      '• AWS did not list the MFA devices of alice. A policy denies iam:ListMFADevices.',
    );
  });

  test('iam:DeleteVirtualMFADevice, after Ctrl-C: the device is named', async () => {
    const at = await enrollment({ iamNeedsMfa: true });
    const terminal = at.openWindow(['enroll', '--profile', 'default'], { cols: 200 });
    await terminal.waitFor(FIRST);
    const { seed } = appWith(uriOn(terminal));
    terminal.press('ctrl-c');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toBe(
      `✗ Canceled. The MFA device ${DEVICE} belongs to no user, and could not be deleted: A policy denies iam:DeleteVirtualMFADevice to alice.
  To delete it, as a user who is allowed to:
  aws iam delete-virtual-mfa-device --serial-number ${DEVICE}
  If you have added its key to an app, remove it there.`,
    );
    await expectNoSeed(terminal, seed);
    expect(at.config()).toBe(REGION);
  });
});

describe('a user with a device', () => {
  const OTHER = { [`${DEVICE}-old`]: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' };

  test('is asked, and Enter means no', async () => {
    const at = await enrollment({ devices: { ...OTHER } });
    const terminal = at.openWindow();
    await terminal.waitFor(`? alice has an MFA device already:\n  ${DEVICE}-old\n  Create another one? y/N`);
    terminal.press('enter');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toContain(
      '✗ Canceled; nothing was changed.\n  To use the existing device:\n  aws-mfa setup',
    );
    expect(at.devices().unassigned).toEqual([]);
  });

  test('gets another one, which takes the place of the old one in the file', async () => {
    const old = `[default]\nregion = eu-west-1\n# mine\nmfa_serial = ${DEVICE}-old\n`;
    const at = await enrollment({ devices: { ...OTHER } }, old);
    const terminal = at.openWindow();
    await answer(terminal, 'Create another one?', 'y');
    await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    expect(at.config()).toBe(old.replace('-old', ''));
    expect(at.devices().assigned).toEqual([`${DEVICE}-old`, DEVICE]);
  });

  test('that is a passkey: Enter means yes', async () => {
    const at = await enrollment({ passkeys: ['arn:aws:iam::123456789012:u2f/user/alice/key-ABC'] });
    const terminal = at.openWindow();
    await answer(terminal, 'Create another one? Y/n');
    await terminal.waitFor(FIRST);
  });

  test('eight are all that AWS allows', async () => {
    const devices = Object.fromEntries(Array.from({ length: 8 }, (_, nth) => [`${DEVICE}-${nth}`, 'AAAA']));
    const at = await enrollment({ devices });
    const terminal = at.openWindow(['enroll'], { cols: 200 });
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toBe(
      `✗ alice has 8 MFA devices; AWS allows no more.
  Remove one that is not needed in the IAM console (your user, Security credentials), then try again.`,
    );
  });
});

test('Ctrl-Z, then fg: the shell has its own screen meanwhile, and the QR code comes back', async () => {
  const at = await enrollment();
  const env = { ...at.env, PROGRAM: program.join(' '), PS1: 'shell> ', COLUMNS: '' };
  const terminal = openTerminalOf('bash', ['--norc', '--noprofile', '-i'], { env });
  onTestFinished(() => terminal.kill('SIGKILL'));
  await answer(terminal, 'shell> ', '$PROGRAM enroll');
  for (const question of [FIRST, NEXT]) {
    await terminal.waitFor(question);
    const { seed, codes } = appWith(uriOn(terminal));
    terminal.press('ctrl-z');
    await terminal.waitFor('Stopped');
    expect(terminal.screen()).not.toMatch(/[\u2580\u2584\u2588]/);
    await answer(terminal, 'shell> ', 'clear; fg');
    await terminal.waitFor(question);
    expect(appWith(uriOn(terminal)).seed).toBe(seed);
    await answer(terminal, question, question === FIRST ? codes[0] : codes[1]);
  }
  await answer(terminal, LOGIN, 'n');
  await answer(terminal, 'To log in later', 'exit');
  await terminal.exit;
  expect(terminal.screen()).not.toMatch(/[\u2580\u2584\u2588]/);
});

describe('it ends before AWS has assigned the device', () => {
  test.each([
    ['Ctrl-C', (terminal: Terminal) => terminal.press('ctrl-c'), 130],
    ['Ctrl-D', (terminal: Terminal) => terminal.press('ctrl-d'), 130],
    ['SIGTERM', (terminal: Terminal) => terminal.kill('SIGTERM'), 143],
    ['SIGQUIT', (terminal: Terminal) => terminal.kill('SIGQUIT'), 131],
    ['SIGHUP', (terminal: Terminal) => terminal.kill('SIGHUP'), 129],
  ])('%s, at each question: the device is deleted, the screen is as before', async (_, end, code) => {
    for (const isNext of [false, true]) {
      const at = await enrollment();
      const terminal = at.openWindow();
      await terminal.waitFor(FIRST);
      const { seed, codes } = appWith(uriOn(terminal));
      if (isNext) {
        await answer(terminal, FIRST, codes[0]);
        await terminal.waitFor(NEXT);
      }
      end(terminal);
      expect(await terminal.exit).toEqual({ code, signal: null });
      expect(terminal.screen()).toBe(
        '✗ Canceled. The new MFA device was deleted again.\n  If you have added its key to an app, remove it there.',
      );
      await expectNoSeed(terminal, seed);
      expect(at.devices()).toEqual({ assigned: [], unassigned: [] });
      expect(at.config()).toBe(REGION);
    }
  });

  test('the window is closed: the device is deleted', async () => {
    const at = await enrollment();
    const terminal = at.openWindow();
    await terminal.waitFor(FIRST);
    terminal.close();
    await terminal.exit;
    expect(at.devices()).toEqual({ assigned: [], unassigned: [] });
  });

  test('an answer that lacks the key: the device is deleted, and the answer is not shown', async () => {
    const at = await enrollment();
    at.aws.next({
      action: 'CreateVirtualMFADevice',
      change: (given) => ({ ...given, body: given.body.replace(/(<Base32StringSeed>)[^<]*/, '$1bm8=') }),
    });
    const terminal = at.openWindow(['enroll', '--debug'], { cols: 200 });
    expect((await terminal.exit).code).toBe(255);
    expect(terminal.screen()).toMatch(
      /✗ 127\.0\.0\.1:\d+ answered without a usable MFA device\. The new MFA device was deleted again\./,
    );
    expect(at.devices()).toEqual({ assigned: [], unassigned: [] });
  });

  test('an answer that got lost: the device is named', async () => {
    const at = await enrollment();
    at.aws.next({ action: 'CreateVirtualMFADevice', drop: 'after deciding' });
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    expect((await terminal.exit).code).toBe(255);
    expect(terminal.screen()).toContain(
      ` AWS may have created the MFA device ${DEVICE}, which nobody can use.\n`,
    );
    expect(terminal.screen()).toContain(
      `  To delete it:\n  aws iam delete-virtual-mfa-device --serial-number ${DEVICE}`,
    );
  });
});

describe('the answer to EnableMFADevice got lost', () => {
  test('once: the second attempt finds it out', async () => {
    const at = await enrollment({ iamDenied: ['ListMFADevices'] });
    at.aws.next({ action: 'EnableMFADevice', drop: 'after deciding' });
    const terminal = at.openWindow();
    await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    expect(at.config()).toContain(DEVICE);
  });

  test.each([
    ['after deciding', true],
    ['after reading', false],
  ] as const)('every time, %s: the list of the devices tells', async (drop, isAssigned) => {
    const at = await enrollment();
    at.aws.next({ action: 'EnableMFADevice', drop }, Infinity);
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await enrollIn(terminal);
    if (isAssigned) {
      await terminal.waitFor(LOGIN);
      expect(at.config()).toContain(DEVICE);
    } else {
      await terminal.waitFor(/127\.0\.0\.1[^]*Try again with new codes, or cancel with Ctrl-C\.[^]*\? Code:/);
      terminal.press('ctrl-c');
      expect((await terminal.exit).code).toBe(130);
      expect(terminal.screen()).toContain('The new MFA device was deleted again.');
      expect(at.devices()).toEqual({ assigned: [], unassigned: [] });
    }
  });

  test('AWS is busy: new codes are asked for, and the device stays', async () => {
    const at = await enrollment();
    const busy = '<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>';
    at.aws.next({ action: 'EnableMFADevice', instead: { status: 503, headers: {}, body: busy } });
    const terminal = at.openWindow(['enroll'], { cols: 300, rows: 60 });
    const seed = await enrollIn(terminal);
    await terminal.waitFor(/HTTP 503[^]*Try again with new codes[^]*\? Code:/);
    expect(await enrollIn(terminal)).toBe(seed);
    await terminal.waitFor(LOGIN);
    expect(at.config()).toContain(DEVICE);
  });

  test('Ctrl-C meanwhile: it says what it waits for', async () => {
    const at = await enrollment();
    let letAnswer: (value?: unknown) => void = () => undefined;
    const until = new Promise((resolve) => (letAnswer = resolve));
    at.aws.next({ action: 'EnableMFADevice', until });
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await enrollIn(terminal);
    await at.aws.arrived(4);
    terminal.press('ctrl-c');
    await terminal.waitFor('• Waiting up to 15 s for AWS to answer, so that no device is left behind.');
    letAnswer();
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toContain(
      `✗ Canceled; nothing was written. The MFA device ${DEVICE} is assigned and works, but it is not saved.\n  To save it:\n  aws configure set mfa_serial ${DEVICE}`,
    );
    expect(at.devices().assigned).toEqual([DEVICE]);
  });

  test('Ctrl-C, and AWS does not answer after it either: soon it ends, and both ways are named', async () => {
    const at = await enrollment();
    at.aws.next({ action: 'EnableMFADevice', until: new Promise(() => undefined) }, Infinity);
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await enrollIn(terminal);
    await at.aws.arrived(4);
    terminal.press('ctrl-c');
    await terminal.waitFor('• Waiting up to 15 s for AWS to answer, so that no device is left behind.');
    await terminal.waitFor(
      `✗ Canceled. AWS may have assigned the MFA device ${DEVICE} to alice.\n  If it did, save it:\n  aws-mfa setup\n  If it did not, delete it:\n  aws iam delete-virtual-mfa-device --serial-number ${DEVICE}`,
      30_000,
    );
    expect((await terminal.exit).code).toBe(130);
    expect(at.aws.requests.at(-1)?.action).toBe('EnableMFADevice');
  });

  test('and the list is denied: both ways are named', async () => {
    const at = await enrollment({ iamDenied: ['ListMFADevices'] });
    at.aws.next({ action: 'EnableMFADevice', drop: 'after deciding' }, Infinity);
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await enrollIn(terminal);
    expect((await terminal.exit).code).toBe(255);
    expect(terminal.screen()).toContain(`AWS may have assigned the MFA device ${DEVICE} to alice.\n`);
    expect(terminal.screen()).toContain(
      `  If it did, save it:\n  aws-mfa setup\n  If it did not, delete it:\n  aws iam delete-virtual-mfa-device --serial-number ${DEVICE}`,
    );
    expect(at.devices().assigned).toEqual([DEVICE]);
  });
});

test('a role profile that uses the access key: the command for that profile', async () => {
  const role = '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = default\n';
  const at = await enrollment({}, `${REGION}${role}`);
  const terminal = at.openWindow(['enroll'], { env: { AWS_PROFILE: 'admin' }, cols: 300 });
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toMatch(
    /\n {2}To create an MFA device for the user of \[default\]:\n {2}aws-mfa enroll --profile default$/,
  );
});

describe('the file', () => {
  test('that cannot be written is known before a device is created', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { env: { AWS_CONFIG_FILE: '/dev/null' } });
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toContain('/dev/null is a device');
    expect(at.aws.requests).toEqual([]);
  });

  test('that another program has changed: the device is assigned, and named', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await terminal.waitFor(FIRST);
    appendToConfig(at, 'mfa_serial = GAHT12345678\n');
    await enrollIn(terminal);
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toBe(
      `✗ [default] in ~/.aws/config changed in the meantime. Its new mfa_serial was kept. The MFA device ${DEVICE} is assigned and works, but it is not saved.
  Check it first.
  To save it:
  aws configure set mfa_serial ${DEVICE}`,
    );
    expect(at.config()).toBe(`${REGION}mfa_serial = GAHT12345678\n`);
  });

  test('with [profile default] gets no second section of that profile, also by hand', async () => {
    const at = await enrollment({}, '[profile default]\nregion = eu-west-1\n');
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    await terminal.waitFor(FIRST);
    appendToConfig(at, 'mfa_serial = GAHT12345678\n');
    await enrollIn(terminal);
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toContain(
      `  To save it, add this line to [profile default] in ~/.aws/config:\n  mfa_serial = ${DEVICE}`,
    );
  });

  test('with two sections of the default profile: refused before a device is created', async () => {
    const at = await enrollment({}, '[default]\nregion = eu-west-1\n[profile default]\noutput = table\n');
    const terminal = at.openWindow(['enroll'], { cols: 300 });
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toMatch(
      /config, line 3: a second section of profile default .*\n {2}Merge the two/,
    );
    expect(at.aws.requests).toEqual([]);
  });

  test('with [profile default] has the device there', async () => {
    const at = await enrollment({}, '[profile default]\nregion = eu-west-1\n');
    const terminal = at.openWindow();
    await enrollIn(terminal);
    await answer(terminal, LOGIN, 'n');
    expect((await terminal.exit).code).toBe(0);
    expect(at.config()).toBe(`[profile default]\nmfa_serial = ${DEVICE}\nregion = eu-west-1\n`);
  });

  test('has the device beside the keys: it is changed there', async () => {
    const at = await enrollment();
    writeFileSync(at.sandbox.credentialsPath, `${CREDENTIALS}mfa_serial = ${DEVICE}-gone\n`);
    const terminal = at.openWindow();
    await enrollIn(terminal);
    await terminal.waitFor('Saved as mfa_serial of [default] in ~/.aws/credentials.');
    expect(at.sandbox.read()).toBe(`${CREDENTIALS}mfa_serial = ${DEVICE}\n`);
    expect(at.config()).toBe(REGION);
  });

  test('has no place for it: the key is in the environment', async () => {
    const at = await enrollment();
    writeFileSync(at.sandbox.credentialsPath, '');
    const [, id = '', secret = ''] = /= (.*)\n.* = (.*)\n/.exec(KEY_LINES) ?? [];
    const env = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
    const terminal = at.openWindow(['enroll'], { env });
    await enrollIn(terminal);
    await terminal.waitFor(LOGIN);
    expect(terminal.screen()).toContain(
      `✓ New MFA device: ${DEVICE}\n  It is not saved: [environment] is not a profile that aws-mfa can write.`,
    );
    terminal.press('enter');
    await answer(terminal, PROMPT, at.aws.nextCode(DEVICE));
    expect((await terminal.exit).code).toBe(0);
    expect(at.config()).not.toContain('mfa_serial');
  });
});

describe('nobody to show it to', () => {
  test.each<[string[], Record<string, string>, string]>([
    [[], {}, 'there is no terminal'],
    [['--no-input'], {}, '--no-input is set'],
    [[], { CI: 'true' }, 'CI is set'],
  ])('%j %j: 252, and nothing is created', async (args, env, why) => {
    const at = await enrollment();
    const { code, stderr } = await at.run(['enroll', '--profile', 'default', ...args], { env });
    expect({ code, stderr }).toEqual({
      code: 252,
      stderr: `✗ enroll shows a QR code and asks for codes, but ${why}.\n  Run in a terminal:\n  aws-mfa enroll\n`,
    });
    expect(at.aws.requests).toEqual([]);
  });

  test('an AI agent asks the user', async () => {
    const at = await enrollment();
    const { code, stderr } = await at.run(['enroll', '--profile', 'work'], { env: { CLAUDECODE: '1' } });
    expect(code).toBe(252);
    expect(stderr).toMatch(
      /✗ enroll shows a QR code and asks for codes, but an AI agent \(\S+\) runs this command\.\n {2}Ask the user to run in a terminal:\n {2}aws-mfa enroll --profile work\n/,
    );
  });

  test('a terminal that only adds lines', async () => {
    const at = await enrollment();
    const terminal = at.openShell('TERM=dumb; export TERM; aws_mfa enroll');
    expect((await terminal.exit).code).toBe(252);
    expect(terminal.screen()).toContain('this terminal cannot clear the key from its screen (TERM=dumb)');
    expect(at.aws.requests).toEqual([]);
  });
});

describe('other commands lead to it', () => {
  test('login', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['login'], { cols: 200 });
    expect((await terminal.exit).code).toBe(253);
    expect(terminal.screen()).toContain(
      '✗ AWS has no MFA device for alice.\n  To create one, with an authenticator app:\n  aws-mfa enroll\n  Or assign a hardware token in the IAM console (your user, Security credentials).',
    );
  });

  test('setup goes on with it, once the keys are saved', async () => {
    const { aws, sandbox, open } = await loginSetup({ credentials: null, config: null });
    Object.assign(aws.users[0] ?? {}, { devices: {} });
    const [, id = '', secret = ''] = /= (.*)\n.* = (.*)\n/.exec(KEY_LINES) ?? [];
    const terminal = open(['setup', '--region', 'eu-west-1']);
    await answer(terminal, 'Access key ID:', id);
    await answer(terminal, 'Secret access key:', secret);
    await answer(terminal, 'AWS has no MFA device for alice. Create one now, with an authenticator app?');
    await answer(terminal, 'Save them?');
    await enrollIn(terminal);
    await answer(terminal, LOGIN);
    await answer(terminal, PROMPT, aws.nextCode(DEVICE));
    expect((await terminal.exit).code).toBe(0);
    expect(readFileSync(sandbox.configPath, 'utf8')).toContain(`mfa_serial = ${DEVICE}\n`);
    expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
  });

  test('setup, canceled at the QR code, says what is saved', async () => {
    const { aws, sandbox, openShell } = await loginSetup({ config: null });
    Object.assign(aws.users[0] ?? {}, { devices: {} });
    const terminal = openShell('aws_mfa setup --region eu-west-1');
    await answer(terminal, 'Use the access key');
    await answer(terminal, 'Create one now, with an authenticator app?');
    await answer(terminal, 'Save them?');
    await terminal.waitFor(FIRST);
    terminal.press('ctrl-c');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toContain(
      '✗ Canceled. The new MFA device was deleted again.\n  If you have added its key to an app, remove it there.\n  Setup is saved. To create the device later:\n  aws-mfa enroll',
    );
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe('[default]\nregion = eu-west-1\n');
  });

  test('setup, canceled at the QR code, does not say that it is saved if there was nothing to save', async () => {
    const at = await enrollment();
    const terminal = at.openWindow(['setup'], { cols: 200 });
    await answer(terminal, 'Use the access key');
    await answer(terminal, 'Create one now, with an authenticator app?');
    await terminal.waitFor(FIRST);
    terminal.press('ctrl-c');
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toContain(
      '✗ Canceled. The new MFA device was deleted again.\n  If you have added its key to an app, remove it there.\n  To create the device later:\n  aws-mfa enroll',
    );
    expect(terminal.screen()).not.toContain('Setup is saved');
    expect(at.config()).toBe(REGION);
  });
});

test('the user of a second profile, though [mfa] has the session of the first', async () => {
  const at = await enrollment();
  const session =
    '[mfa]\naws_access_key_id = ASIAX\naws_secret_access_key = x\naws_session_token = x\nx_source_profile = default\n';
  writeFileSync(at.sandbox.credentialsPath, `[work]\n${KEY_LINES}${session}`);
  const terminal = at.openWindow(['enroll', '--profile', 'work']);
  await enrollIn(terminal);
  await terminal.waitFor('[work] has the new MFA device');
  expect(at.config()).toContain(`[profile work]\nmfa_serial = ${DEVICE}\n`);
});

test('the root user', async () => {
  const at = await enrollment({ arn: 'arn:aws:iam::123456789012:root' });
  const terminal = at.openWindow(['enroll'], { cols: 200 });
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).toContain(
    'The access key of [default] belongs to the root user. aws-mfa creates MFA devices only for IAM users.',
  );
});
