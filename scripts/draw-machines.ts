import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { flows } from '../flows/registry.js';
import { drawFlows, withFlows } from './machines/draw.js';

/** Draws every flow into ARCHITECTURE.md, between its marks. Run by `npm run generate`. */
const file = 'ARCHITECTURE.md';
const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Architecture\n';
writeFileSync(file, withFlows(before, drawFlows(flows)));
