/** The SDK's reader alone: it reads the credentials file before and after the edit, as for every write. */
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';

const [, , filepath = ''] = process.argv;
const read = () => loadSharedConfigFiles({ filepath, configFilepath: '/dev/null', ignoreCache: true });
void read().then(read);
