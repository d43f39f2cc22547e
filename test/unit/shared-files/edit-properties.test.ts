/** What holds for every edit of every file, on as many files as a daily run has time for. */
import { statesEditProperties } from '../../support/edit-properties.ts';

statesEditProperties(2_000);
