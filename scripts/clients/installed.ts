/** The clients that are installed here, each as a command that makes one signed request. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Client {
  /** Name and version. */
  name: string;
  /** @param url of the loopback AWS, which answers for STS and S3 */
  command: (url: string) => string[];
  env?: Record<string, string>;
  /** Asks AWS itself for a role, wherever the endpoint is: it can't be tried against the loopback AWS. */
  ignoresEndpoint?: boolean;
}

const root = join(__dirname, '..', '..');
/** The two JavaScript SDKs are installed here, apart from the project's own packages. */
const packages = join(root, 'node_modules', '.cache', 'clients');
const NODE_PACKAGES = { 'aws-sdk': '2.1693.0', '@aws-sdk/client-sts': '3.1173.0' };

/** A client that isn't installed is left out, with a word. */
export function clientsHere(): Client[] {
  return [...awsClis(), ...boto3(), ...nodeSdks(), ...rclone(), ...restic(), ...s3cmd()];
}

function awsClis(): Client[] {
  const paths = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'aws'));
  const found = new Map<string, Client>();
  for (const path of paths.filter((each) => existsSync(each))) {
    const version = versionOf(path, ['--version'], /aws-cli\/([\d.]+)/);
    if (version === undefined || found.has(version)) continue;
    found.set(version, {
      name: `AWS CLI ${version}`,
      command: (url) => [path, 'sts', 'get-caller-identity', '--endpoint-url', url],
      ignoresEndpoint: /^(2\.([0-9]|1[0-2])|1\.([0-9]|1[0-9]|2[0-8]))\./.test(version),
    });
  }
  if (found.size === 0) missing('aws', 'awscli');
  return [...found.values()];
}

function boto3(): Client[] {
  // Debian's own Python has Debian's boto3; another one may come first on the PATH.
  const found = new Map<string, Client>();
  for (const python of ['python3', '/usr/bin/python3']) {
    const version = versionOf(python, ['-c', 'import boto3; print(boto3.__version__)'], /([\d.]+)/);
    if (version === undefined || found.has(version)) continue;
    found.set(version, {
      name: `boto3 ${version}`,
      command: (url) => [
        python,
        '-c',
        `import boto3; boto3.client("sts", endpoint_url="${url}").get_caller_identity()`,
      ],
      ignoresEndpoint: /^1\.([0-9]|1[0-9]|2[0-7])\./.test(version),
    });
  }
  return found.size > 0 ? [...found.values()] : missing('boto3', 'python3-boto3');
}

function nodeSdks(): Client[] {
  mkdirSync(packages, { recursive: true });
  writeFileSync(join(packages, 'package.json'), JSON.stringify({ dependencies: NODE_PACKAGES }));
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: packages });
  const require = `require(require('module').createRequire(${JSON.stringify(join(packages, 'x.js'))})`;
  const quiet = {
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  // Version 2 doesn't read the endpoint from the environment.
  const two = (url: string) =>
    `const AWS = ${require}.resolve('aws-sdk'));
     AWS.config.update({ sts: { endpoint: '${url}' } });
     new AWS.STS({ endpoint: '${url}' }).getCallerIdentity({}, (error) => { if (error) throw error; });`;
  const three = `const { STSClient, GetCallerIdentityCommand } = ${require}.resolve('@aws-sdk/client-sts'));
     new STSClient({}).send(new GetCallerIdentityCommand({}));`;
  return [
    {
      name: `JavaScript SDK ${NODE_PACKAGES['aws-sdk']}`,
      command: (url) => [process.execPath, '-e', two(url)],
      env: { ...quiet, AWS_REGION: 'eu-west-1' },
    },
    {
      name: `JavaScript SDK ${NODE_PACKAGES['@aws-sdk/client-sts']}`,
      command: () => [process.execPath, '-e', three],
      env: quiet,
    },
  ];
}

function rclone(): Client[] {
  const version = versionOf('rclone', ['version'], /rclone v([\d.]+)/);
  if (version === undefined) return missing('rclone');
  const options = ['--s3-provider=Other', '--s3-env-auth', '--s3-region=eu-west-1', '--config=/dev/null'];
  return [
    {
      name: `rclone ${version}`,
      command: (url) => ['rclone', 'lsd', ':s3:', `--s3-endpoint=${url}`, '--retries=1', ...options],
    },
  ];
}

function restic(): Client[] {
  const version = versionOf('restic', ['version'], /restic ([\d.]+)/);
  if (version === undefined) return missing('restic');
  return [
    {
      name: `restic ${version}`,
      command: (url) => ['restic', '-r', `s3:${url}/bucket`, '--no-cache', 'snapshots'],
      env: { RESTIC_PASSWORD: 'x', AWS_DEFAULT_REGION: 'eu-west-1' },
    },
  ];
}

function s3cmd(): Client[] {
  const version = versionOf('s3cmd', ['--version'], /version ([\d.]+)/);
  if (version === undefined) return missing('s3cmd');
  return [
    {
      name: `s3cmd ${version}`,
      command: (url) => {
        const { host } = new URL(url);
        return ['s3cmd', 'ls', '--config=/dev/null', '--no-ssl', `--host=${host}`, `--host-bucket=${host}`];
      },
    },
  ];
}

function versionOf(command: string, args: readonly string[], form: RegExp): string | undefined {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return form.exec(`${stdout}${stderr}`)?.[1];
}

function missing(client: string, debianPackage = client): [] {
  console.error(`${client} is missing and is left out (apt-get install ${debianPackage})`);
  return [];
}
