/** The prompt library alone: Inquirer asks one question. */
import { input } from '@inquirer/prompts';

input({ message: 'MFA code:' }).catch(() => undefined);
