/** What holds for every edit of every file, and for its inverse, on more files as in the daily tests. */
import { statesEditProperties } from '../support/edit-properties.ts';
import { statesLogoutProperties } from '../support/logout-properties.ts';

statesEditProperties(5_000);
statesLogoutProperties(5_000);
