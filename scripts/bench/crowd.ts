import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection } from '../../db/sqlite/driver.js';
import type { Learner } from './learners.js';
import { dice, median } from './numbers.js';
import { openStage, type Stage } from './stage.js';

const few = 10;
const many = 100_000;
const rounds = 5;
/** Turns that everybody has taken: onboarding, and a lesson begun. */
const begun = 8;
/** Turns of one learner in a row: about one lesson, so that both files see the same turns. */
const inARow = 24;
const learnersARound = 60;

export interface Crowd {
  /** Microseconds of a turn. */
  few: number;
  many: number;
  /** Median of the rounds. */
  ratio: number;
}

/** What a turn costs with ten learners in the file and with 100,000, of whom anybody may come. */
export async function crowd(folder: string): Promise<Crowd> {
  const smallFile = join(folder, 'few.sqlite');
  const small = await openStage(smallFile);
  const base = small.learners.add(few, 'learner');
  await small.learners.turns(base, begun);
  await small.core.stop();
  const largeFile = join(folder, 'many.sqlite');
  copyFileSync(smallFile, largeFile);
  multiply(largeFile, many / few);

  const one = await openStage(smallFile);
  const other = await openStage(largeFile);
  const roll = dice(7);
  const originals = base.map((learner) => ({ ...learner }));
  const met = new Map<string, Learner>();
  const anybody = (slot: number): Learner => {
    const original = originals[slot % few];
    if (!original) throw new Error('nobody to copy');
    const copy = Math.floor(roll() * (many / few));
    const address = copy === 0 ? original.address : `${original.address}-${copy}`;
    const learner = met.get(address) ?? { ...original, address };
    met.set(address, learner);
    return learner;
  };
  const costs = { few: [] as number[], many: [] as number[] };
  // The first round warms both up.
  for (let round = 0; round <= rounds; round += 1) {
    const fewCost = await cost(one, (slot) => base[slot % few] as Learner);
    const manyCost = await cost(other, anybody);
    if (round === 0) continue;
    costs.few.push(fewCost);
    costs.many.push(manyCost);
  }
  await one.core.stop();
  await other.core.stop();
  return {
    few: median(costs.few),
    many: median(costs.many),
    ratio: median(costs.many.map((cost, round) => cost / (costs.few[round] ?? 0))),
  };
}

/** Ten at a time, each a lesson long, then the next ten. @returns microseconds a turn */
async function cost({ learners }: Stage, who: (slot: number) => Learner): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < learnersARound; from += few) {
    const group = Array.from({ length: few }, (_, slot) => learners.adopt(who(slot)));
    await learners.turns(group, inARow);
  }
  return ((performance.now() - began) * 1000) / (learnersARound * inARow);
}

/** Every row about a learner once more for each copy, under ids and addresses of its own. */
function multiply(file: string, copies: number): void {
  const db = openConnection(file);
  db.pragma('foreign_keys = OFF');
  // A copy that is lost is made anew: no log, no waiting for the disk.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const names = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const columnsOf = (table: string): string[] =>
    (db.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
  const count = (table: string): number =>
    db.prepare(`select coalesce(max(id), 0) from "${table}"`).pluck().get() as number;
  const owners: Record<string, number> = { learner: count('learner'), chat: count('chat') };
  const own: Record<string, number> = { ...owners, event: count('event'), identity: count('identity') };
  for (const table of names) {
    const columns = columnsOf(table);
    const personal =
      table === 'learner' || columns.some((name) => name === 'learner_id' || name === 'chat_id');
    if (!personal) continue;
    const written = columns.map((name) => {
      const owner = /^(\w+)_id$/.exec(name)?.[1];
      if (name === 'id') return `id + copy * ${own[table] ?? 0}`;
      if (name === 'address') return "address || '-' || copy";
      return owner !== undefined && owner in owners ? `"${name}" + copy * ${owners[owner]}` : `"${name}"`;
    });
    const list = columns.map((name) => `"${name}"`).join(', ');
    db.exec(`with recursive copies(copy) as (select 1 union all select copy + 1 from copies where copy < ${copies - 1})
      insert into "${table}" (${list}) select ${written.join(', ')} from copies, (select * from "${table}")`);
  }
  db.pragma('journal_mode = WAL');
  db.close();
}
