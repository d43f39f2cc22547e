/** `npm run bench:standalone`: measures the standalone program of this machine, beside an empty Node. */
import { standalonePath } from '../standalone/compile.ts';
import { hostTarget } from '../standalone/targets.ts';

process.env['AWS_MFA_EXECUTABLE'] = standalonePath(hostTarget());
// Only now, because it looks at that variable when it is loaded.
void import('./bench.ts');
