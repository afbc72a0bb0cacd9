import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, parse, parseDocument, type YAMLMap } from 'yaml';
import { lesson, lessonSidecar, slug } from '../../flows/lesson.js';
import { keysAt } from '../../content/yaml/schema-keys.js';
import { firstUnsorted, sortKeys } from './sort-keys.js';

/**
 * Adds missing step ids and puts keys in the schema's order. The file's text is moved in whole lines, so words,
 * quotes and comments stay as their author wrote them.
 *
 * @returns the new text; the same where there is nothing to do, or where the file cannot be parsed
 */
export function fix(text: string, kind: 'lesson' | 'sidecar'): string {
  const withIds = kind === 'lesson' ? addIds(text) : text;
  const sorted = sort(withIds, kind === 'lesson' ? lesson : lessonSidecar);
  // The proof that nothing was touched: the same values, the same lines.
  if (sorted === withIds) return withIds;
  const same =
    isDeepStrictEqual(parse(withIds), parse(sorted)) && isDeepStrictEqual(lines(withIds), lines(sorted));
  return same ? sorted : withIds;
}

/** What stands in the lines, whatever their order and indentation. */
function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(- )*/, ''))
    .filter((line) => line !== '')
    .sort();
}

function addIds(text: string): string {
  const document = parseDocument(text);
  const steps = document.get('steps');
  if (document.errors.length > 0 || !isSeq(steps)) return text;
  const maps = steps.items.filter((item): item is YAMLMap => isMap(item) && item.items.length > 0);
  const taken = new Set(maps.map((step) => step.get('id')));
  const insertions = maps
    .filter((step) => !step.has('id'))
    .map((step) => {
      const first = step.items[0]?.key;
      const offset = isScalar(first) ? (first.range?.[0] ?? 0) : 0;
      const id = freeId(step, taken);
      const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
      return { offset, insertion: step.flow ? `id: ${id}, ` : `id: ${id}\n${' '.repeat(column)}` };
    });
  return insertions.reduceRight(
    (fixed, { offset, insertion }) => fixed.slice(0, offset) + insertion + fixed.slice(offset),
    text,
  );
}

/** From the word or the kind: what an author would call it. */
function freeId(step: YAMLMap, taken: Set<unknown>): string {
  const name =
    [step.get('word'), step.get('kind'), 'step'].map(slugged).find((id) => id !== undefined) ?? 'step';
  let id = name;
  for (let n = 2; taken.has(id); n += 1) id = `${name}-${n}`;
  taken.add(id);
  return id;
}

function slugged(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug.safeParse(plain).success ? plain : undefined;
}

function sort(text: string, schema: typeof lesson | typeof lessonSidecar): string {
  let sorted = text;
  // Each round sorts one mapping; there are far fewer.
  for (let round = 0; round < 1000; round += 1) {
    const document = parseDocument(sorted);
    if (document.errors.length > 0) return text;
    const values = document.toJS({ maxAliasCount: 100 }) as unknown;
    const unsorted = firstUnsorted(document, (path) => keysAt(schema, path, values), sorted);
    if (!unsorted) return sorted;
    sorted = sortKeys(sorted, unsorted);
  }
  return text;
}
