/** What help says beyond the list of options. */

export const EXIT_CODES = `
Exit codes: 0 done, 1 status --check found no session, 130 cancelled (129 hung up, 143 terminated),
252 usage, 253 configuration, 254 AWS said no, 255 AWS not reached.
First use: aws-mfa setup.`;

export const LOGIN_EXAMPLES = `
Examples:
  aws-mfa login                                    asks for the code; then: aws s3 ls --profile mfa
  aws-mfa login --profile work --duration 12h      a session of another profile's keys, twelve hours long
  aws-mfa login --profile admin --mfa-profile admin-session
                                                   a session of the role in [profile admin]`;

export const STATUS_EXAMPLES = `
Examples:
  aws-mfa status                                   every session, and how long each lasts
  aws-mfa status --check --min-remaining 30m || aws-mfa login
                                                   a code is asked for only where one is needed`;

export const LOGOUT_EXAMPLES = `
Examples:
  aws-mfa logout                                   takes out the session that a login would renew
  aws-mfa logout --all                             takes out every session that aws-mfa wrote`;
