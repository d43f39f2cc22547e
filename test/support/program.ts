/** Where the built program is: tests and demo run what people run. */
import { fileURLToPath } from 'node:url';

/** The file that `aws-mfa` is a link to after an install. */
export const programPath = fileURLToPath(new URL('../../bin/aws-mfa.js', import.meta.url));
