/** A logout is the inverse of a login, tried on as many generated files as a daily run has time for. */
import { statesLogoutProperties } from '../../../support/logout-properties.ts';

statesLogoutProperties(2_000);
