import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of what comes with the model: beside the sources, also where the compiled engine runs. */
export interface Files {
  /** aligner.onnx, scorer.onnx, calibration.json */
  model: string;
  /** cmudict.txt, letters.txt */
  english: string;
}

export function packagedFiles(): Files {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('package.json was not found above the model');
    folder = dirname(folder);
  }
  const phonemes = join(folder, 'bot', 'providers', 'phonemes');
  return { model: join(phonemes, 'model'), english: join(phonemes, 'english') };
}
