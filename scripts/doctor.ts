import { endWithReader } from './closed-pipe.js';
import { examine, examineVendors } from './doctor/examine.js';
import { printed, well } from './doctor/verdict.js';

/**
 * Looks at everything an installation needs, a line each, and says how to mend what is not well. Reads beside
 * a running engine and changes nothing.
 */
endWithReader();
const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const verdicts = [...examine(process.env), ...(await examineVendors(process.env))];
process.stdout.write(printed(verdicts, colours));
process.exitCode = well(verdicts) ? 0 : 1;
