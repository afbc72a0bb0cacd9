import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, pause } from './numbers.js';

/** As in the script `start` of package.json (ARCHITECTURE, "How fast"). */
const flags = ['--enable-source-maps', '--max-semi-space-size=8', '--no-allocation-site-pretenuring'];
const rounds = 5;
/** Milliseconds after which what only the start needed is given back. */
const settled = 1_500;

export interface Start {
  /** From the start of the process to the first 200 of /health. */
  seconds: number;
  /** Resident memory soon after, in megabytes (10^6 bytes); 0 where the system does not tell. */
  megabytes: number;
}

/** The compiled process as `npm start` runs it, with nothing configured, on a new database. */
export async function start(folder: string): Promise<Start> {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const child = spawn(process.execPath, [...flags, compiled('bot/main.js')], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATABASE_PATH: join(folder, `start-${round}.sqlite`),
        ...(process.env['CONTENT_DIR'] !== undefined && { CONTENT_DIR: process.env['CONTENT_DIR'] }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const address = await addressOf(child);
      while (!(await healthy(address))) await pause(5);
      seconds.push((performance.now() - began) / 1000);
      await pause(settled);
      megabytes.push(resident(child.pid));
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  }
  return { seconds: median(seconds), megabytes: median(megabytes) };
}

/** A file of the build that this bench is a part of. */
function compiled(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /Parley is at (http\S+)/.exec(said)?.[1];
    if (address !== undefined) {
      child.stdout?.resume();
      return address;
    }
  }
  throw new Error(`the engine did not start: ${said}`);
}

async function healthy(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/health`)).ok;
  } catch {
    return false;
  }
}

function resident(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
