import { levels } from '../flows/levels.js';
import { type Topic, topicsFile } from '../flows/tutor/topic.js';
import { read } from './translated.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import { fieldName, type Path } from './yaml/values.js';

/** @returns no topics where the file has errors; its findings say which */
export function readTopics(path: string): { yaml: YamlFile; topics: readonly Topic[] } {
  const yaml = readYaml(path);
  const topics = read(yaml, topicsFile, { isShown: (at) => at[1] !== 'id' }) ?? [];
  const complain = (at: Path, message: string): void =>
    yaml.source.report('error', yaml.values?.at(at) ?? { line: 1, column: 1 }, fieldName(at), message);
  for (const [index, { id, from, to }] of topics.entries()) {
    const first = topics.findIndex((other) => other.id === id);
    if (first !== index) complain([index, 'id'], `"${id}" is here twice: every topic has an id of its own`);
    if (levels.indexOf(from) > levels.indexOf(to))
      complain([index, 'to'], `${to} is below ${from}: exchange them`);
  }
  return { yaml, topics };
}
