/** The formats of `export`, which are those of `aws configure export-credentials`. */
import { AwsMfaError } from '../../errors.ts';
import { nearNames } from '../../text/near-name.ts';

export const EXPORT_FORMATS = [
  'process',
  'env',
  'env-no-export',
  'powershell',
  'windows-cmd',
  'fish',
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** @param text `--format`; @throws AwsMfaError `usage` */
export function readFormat(text: string | undefined): ExportFormat {
  if (text === undefined) return 'process';
  const format = EXPORT_FORMATS.find((name) => name === text);
  if (format) return format;
  const near = nearNames(text, EXPORT_FORMATS);
  throw new AwsMfaError(
    'invalid_value',
    'Unknown format in --format.',
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Formats: ${EXPORT_FORMATS.join(', ')}`,
  );
}
