import { openHarper } from './lints.js';
import { sureRules } from './sure-rules.js';

/** The process that Harper blocks and fills instead of the engine's. It ends with its parent. */
const sure = Object.keys(sureRules);
const harper = openHarper(sure);

process.on('message', ({ id, text }: { id: number; text: string }) => {
  harper
    .then((reader) => reader.read(text))
    .then(
      (found) => process.send?.({ id, hints: found.filter(({ rule }) => sure.includes(rule)) }),
      // Only that it failed: the reason could hold the text.
      () => process.send?.({ id }),
    );
});
process.on('disconnect', () => process.exit(0));
