/** What help says beyond the list of options. */

export const EXIT_CODES = `
Exit codes: 0 done, 130 cancelled (129 hung up, 143 terminated), 252 usage, 253 configuration,
254 AWS said no, 255 AWS not reached.
First use: aws-mfa setup.`;

export const LOGIN_EXAMPLES = `
Examples:
  aws-mfa login                                    asks for the code; then: aws s3 ls --profile mfa
  aws-mfa login --profile work --duration 12h      a session of another profile's keys, twelve hours long
  aws-mfa login --profile admin --mfa-profile admin-session
                                                   a session of the role in [profile admin]`;
