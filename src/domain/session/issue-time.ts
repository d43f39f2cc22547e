/**
 * When a stored session began, and so how old its MFA is: policies look at that (`aws:MultiFactorAuthAge`). The key is
 * named after `aws:TokenIssueTime`, by which AWS knows it.
 */
import type { Keys } from '../ini/section-values.ts';
import { parseDate } from './expiry.ts';

/** The key this program writes; no other tool has one. */
export const ISSUE_TIME_KEY = 'x_token_issue_time';

/** @param keys a section's keys; @returns nothing where it is not recorded, or is no date */
export function issueTimeOf(keys: Keys): Date | undefined {
  const text = keys.get(ISSUE_TIME_KEY);
  return text ? parseDate(text, 'Z') : undefined;
}
