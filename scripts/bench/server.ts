/** The loopback AWS as a process of its own, so that measuring and answering do not share one event loop. */
import { startLoopbackAws } from '../../test/support/loopback-aws.ts';
import { CODES } from './codes.ts';

async function main(): Promise<void> {
  const aws = await startLoopbackAws({ tls: process.argv.includes('--tls') });
  aws.acceptCodes(...Array.from({ length: CODES.count }, (_, at) => String(CODES.first + at)));
  process.send?.({ url: aws.url, env: aws.env, caFile: aws.caFile });
}

void main();
