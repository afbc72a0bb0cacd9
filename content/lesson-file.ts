import type { Lesson, LessonSidecar } from '../flows/lesson.js';
import type { Finding } from './finding.js';
import type { YamlFile } from './yaml/read.js';
import type { Path } from './yaml/values.js';

/** A lesson with its sidecars as they were read; what has errors is absent. */
export interface LessonFile {
  /** `ordering`. */
  name: string;
  yaml: YamlFile;
  lesson?: Lesson;
  sidecars: SidecarFile[];
}

export interface SidecarFile {
  language: string;
  yaml: YamlFile;
  sidecar?: LessonSidecar;
}

export function lessonFindings({ yaml, sidecars }: LessonFile): Finding[] {
  return [yaml, ...sidecars.map((sidecar) => sidecar.yaml)].flatMap(({ source }) => source.findings);
}

/** Patterns, ids and what stands before a colon are not shown. */
export function isShown(path: Path): boolean {
  return !path.some((part) => part === 'accept' || part === 'when' || part === 'id' || part === 'ipa');
}

/** Learners at these levels cannot be expected to read instructions in English. */
export function needsTranslation({ level }: Lesson): boolean {
  return level === 'A0' || level === 'A1' || level === 'A2';
}
