import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { formatFinding } from '../../content/finding.js';
import { packagedContent } from '../../content/folder.js';
import { readContent } from '../../content/load.js';

test("the README's lesson, sidecar and line of the course can be pasted as they are", () => {
  const readme = readFileSync(join(packagedContent(), '../README.md'), 'utf8');
  const [lesson = '', sidecar = '', unit = ''] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml]) => yaml,
  );
  const root = mkdtempSync(join(tmpdir(), 'parley-readme-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(packagedContent(), 'courses'), join(root, 'courses'), { recursive: true });
  const course = join(root, 'courses/english/course.yaml');
  writeFileSync(join(root, 'courses/english/home/favour.yaml'), lesson);
  writeFileSync(join(root, 'courses/english/home/favour.es.yaml'), sidecar);
  const before = readFileSync(course, 'utf8');
  const listed = before.replace(/ {2}- id: home\n.*\n.*\n/, () => unit);
  expect(listed).not.toBe(before);
  writeFileSync(course, listed);

  const { findings, content } = readContent(root);
  expect(findings.map(formatFinding)).toEqual([]);
  expect([...(content?.courses.get('english')?.lessons.keys() ?? [])]).toContain('home/favour');
});
