/** `npm run model`: checks the model of the write protocol with Spin, in every order of the steps of several writers. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MODEL = join(__dirname, '../docs/internals/write-protocol.pml');

interface Check {
  what: string;
  spin: string[];
  compiler: string[];
  run: string[];
}

const CHECKS: Check[] = [
  {
    what: '3 writers, any lock removed at any moment: no update is lost',
    spin: ['-DANY_TAKEOVER'],
    compiler: ['-DSAFETY', '-DNOCLAIM', '-DCOLLAPSE'],
    run: ['-E'],
  },
  {
    what: '2 writers, one killed, one stopped: no update is lost, and whoever lives is done in the end',
    spin: ['-DN=2'],
    compiler: ['-DNFAIR=4', '-DNOREDUCE'],
    run: ['-a', '-f', '-E'],
  },
  {
    what: '3 writers, one killed: the same',
    spin: ['-DSTOPS=0'],
    compiler: ['-DNFAIR=4', '-DNOREDUCE', '-DCOLLAPSE'],
    run: ['-a', '-f', '-E'],
  },
];

/** @returns whether the check passed */
function check({ what, spin, compiler, run }: Check): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-model-'));
  try {
    copyFileSync(MODEL, join(folder, 'model.pml'));
    execFileSync('spin', [...spin, '-a', 'model.pml'], { cwd: folder });
    execFileSync('gcc', ['-O2', '-w', ...compiler, '-o', 'pan', 'pan.c'], { cwd: folder });
    const { stdout } = spawnSync(join(folder, 'pan'), [...run, '-m1000000'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const passed = stdout.includes('errors: 0') && !stdout.includes('max search depth too small');
    const states = /(\d+) states, stored/.exec(stdout)?.[1] ?? '?';
    console.log(`${passed ? '✓' : '✗'} ${what} (${states} states)`);
    if (!passed) console.log(stdout);
    return passed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (spawnSync('spin', ['-V']).error || spawnSync('gcc', ['--version']).error)
  console.log('spin or gcc is missing, so the model was not checked (apt-get install spin gcc)');
else process.exitCode = CHECKS.map(check).every(Boolean) ? 0 : 1;
