/** The library of the prompt and nothing of ours: Inquirer asks one question. */
import { input } from '@inquirer/prompts';

input({ message: 'code:' }).catch(() => undefined);
