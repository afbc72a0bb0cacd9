import { join } from 'node:path';
import { packageRoot } from '../../system/package-root.js';

/** Folders of what comes with the model: beside the sources, also where the compiled engine runs. */
export interface Files {
  /** aligner.onnx, scorer.onnx, calibration.json */
  model: string;
  /** cmudict.txt, letters.txt */
  english: string;
}

export function packagedFiles(): Files {
  const phonemes = join(packageRoot(), 'bot', 'providers', 'phonemes');
  return { model: join(phonemes, 'model'), english: join(phonemes, 'english') };
}
