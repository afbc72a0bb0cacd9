import { isScalar, LineCounter, parseDocument } from 'yaml';
import { type Source, readSource } from './source.js';
import { explainSyntax } from './syntax.js';
import { Refused, Values } from './values.js';

/** A YAML file read as far as it can be. Without `values` the source's findings say why. */
export interface YamlFile {
  source: Source;
  values?: Values;
}

export function readYaml(path: string): YamlFile {
  return parseYaml(readSource(path));
}

/** @returns never throws; a syntax error is one finding, the first, since the rest follows from it */
export function parseYaml(source: Source): YamlFile {
  if (source.findings.length > 0) return { source };
  const lines = new LineCounter();
  const document = parseDocument(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    // Checked by Values: the library compares every key with every other.
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const [problem] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (problem) {
    const { offset, message } = explainSyntax(problem, document, source.text);
    const { line, col } = lines.linePos(offset);
    source.report('error', { line, column: col }, '-', message);
    return { source };
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    source.report('error', { line: 1, column: 1 }, '-', 'is empty: write the content or remove the file');
    return { source };
  }
  try {
    return { source, values: new Values(source, document, lines) };
  } catch (error) {
    if (error instanceof Refused) return { source };
    throw error;
  }
}
