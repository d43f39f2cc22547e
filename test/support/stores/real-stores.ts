/** Real stores for one test: GNOME Keyring on a bus of its own, and `pass` with a GPG key of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Sandbox } from '../sandbox.ts';

function hasAll(...programs: string[]): boolean {
  const missing = programs.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (missing.length > 0) console.log(`${missing.join(', ')}: missing, so a real store is not tested`);
  return missing.length === 0;
}

export const hasSecretService = hasAll('secret-tool', 'gnome-keyring-daemon', 'dbus-run-session');
export const canLock = hasSecretService && hasAll('dbus-send');
export const hasPass = hasAll('pass', 'gpg');

/** A D-Bus session with an unlocked keyring. @returns what to add to the environment */
export async function secretService({ home, env }: Sandbox): Promise<Record<string, string>> {
  const folder = `${home}/run`;
  mkdirSync(folder, { mode: 0o700 });
  const variables = { ...env, XDG_RUNTIME_DIR: folder };
  const script = `printf password | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null
echo "$DBUS_SESSION_BUS_ADDRESS"
cat`;
  // The bus, and with it the keyring, ends with its input.
  const bus = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: variables,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    bus.stdin.end();
    if (bus.exitCode === null) await once(bus, 'exit');
  });
  const [address] = (await once(bus.stdout, 'data')) as [Buffer];
  return { DBUS_SESSION_BUS_ADDRESS: address.toString().trim(), XDG_RUNTIME_DIR: folder };
}

/** Locks it again. Nobody can be asked for the password, because there is no screen. */
export function lockSecretService(env: Record<string, string>): void {
  const object = '/org/freedesktop/secrets';
  const method = 'org.freedesktop.Secret.Service.Lock';
  const locked = `array:objpath:${object}/collection/login`;
  const args = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', object, method, locked];
  const { status, stderr } = spawnSync('dbus-send', args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** A password store. @param passphrase of the GPG key: without one, reading needs no question */
export function passStore({ home, env }: Sandbox, passphrase = ''): Record<string, string> {
  const run = (command: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  };
  mkdirSync(`${home}/.gnupg`, { mode: 0o700 });
  const id = 'alice@example.com';
  const unasked = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', passphrase];
  run('gpg', ...unasked, '--quick-generate-key', id, 'future-default', 'default', 'never');
  onTestFinished(() => void spawnSync('gpgconf', ['--kill', 'all'], { env }));
  run('pass', 'init', id);
  if (passphrase !== '') spawnSync('gpgconf', ['--kill', 'all'], { env });
  return {};
}
