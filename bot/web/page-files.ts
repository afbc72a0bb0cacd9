import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packageRoot } from '../system/package-root.js';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface PageFile {
  body: string;
  type: string;
  etag: string;
}

/**
 * Every file of a page by its name, read once: what is not in this map cannot be asked for. Markup, style and
 * pictures lie beside the page's source, its modules where the compiler puts them.
 *
 * @param data attributes that tell the page what there is: `data-…` of its root element
 * @throws Error when the page has not been compiled
 */
export function pageFiles(
  page: string,
  data: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, PageFile> {
  const root = packageRoot();
  const source = join(root, 'bot/web/pages', page);
  const compiled = join(root, 'dist/bot/web/pages', page);
  if (!existsSync(join(compiled, 'main.js'))) {
    throw new Error(`The page ${page} is not compiled: run npm run build.`);
  }
  const attributes = Object.entries(data)
    .map(([name, value]) => `data-${name}="${value}" `)
    .join('');
  const files = new Map<string, PageFile>();
  for (const folder of [source, compiled]) {
    for (const name of readdirSync(folder)) {
      const type = types[extname(name)];
      if (type === undefined) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      const body = name === 'index.html' ? text.replace('<html ', `<html ${attributes}`) : text;
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      files.set(name, { body, type, etag });
    }
  }
  return files;
}
