/** What holds for every edit of every file, and for its inverse, on ten times as many files as in the daily tests. */
import { statesEditProperties } from '../support/edit-properties.ts';
import { statesLogoutProperties } from '../support/logout-properties.ts';

statesEditProperties(20_000);
statesLogoutProperties(20_000);
