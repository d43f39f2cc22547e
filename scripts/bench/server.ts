/** Runs the loopback AWS in a separate process, so that it does not share an event loop with the measurement. */
import { startLoopbackAws } from '../../test/support/loopback-aws.ts';
import { CODES } from './codes.ts';

async function main(): Promise<void> {
  const aws = await startLoopbackAws({ tls: process.argv.includes('--tls') });
  aws.acceptCodes(...Array.from({ length: CODES.count }, (_, at) => String(CODES.first + at)));
  process.send?.({ url: aws.url, env: aws.env, caFile: aws.caFile });
}

void main();
