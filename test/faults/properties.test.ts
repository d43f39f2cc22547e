/** What holds for every edit of every file, on ten times as many files as in the daily tests. */
import { statesEditProperties } from '../support/edit-properties.ts';

statesEditProperties(20_000);
