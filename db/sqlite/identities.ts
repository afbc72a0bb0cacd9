import { and, eq } from 'drizzle-orm';
import type { Inbound } from '../store.js';
import type { Driver } from './driver.js';
import { identity, identityAlias } from './schema.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

export type Sender = Pick<Inbound, 'channel' | 'account' | 'sender'>;

interface Address {
  channel: string;
  account: string;
  address: string;
}

/** Who writes, under any of the addresses a channel knows them by. */
export function identities(db: Driver) {
  const selected = { id: identity.id, learner_id: identity.learner_id };
  const byAddress = prepare(db, (p: Placeholders<Address>) =>
    build
      .select(selected)
      .from(identity)
      .where(
        and(
          eq(identity.channel, p.channel),
          eq(identity.account, p.account),
          eq(identity.address, p.address),
        ),
      ),
  );
  const byAlias = prepare(db, (p: Placeholders<Address>) =>
    build
      .select(selected)
      .from(identityAlias)
      .innerJoin(identity, eq(identity.id, identityAlias.identity_id))
      .where(
        and(
          eq(identityAlias.channel, p.channel),
          eq(identityAlias.account, p.account),
          eq(identityAlias.address, p.address),
        ),
      ),
  );
  const insert = prepareInsert(db, identity, ['id']);
  const insertAlias = prepareInsert(db, identityAlias);

  const lookUp = (where: Address) => byAddress.get(where) ?? byAlias.get(where);
  const addressesOf = ({ channel, account, sender }: Sender) =>
    [...new Set([sender.address, ...(sender.aliases ?? [])])].map((address) => ({
      channel,
      account,
      address,
    }));

  return {
    /** The learner behind the first of the sender's addresses that is known. */
    learnerOf(sender: Sender): number | undefined {
      for (const where of addressesOf(sender)) {
        const found = lookUp(where);
        if (found) return found.learner_id;
      }
      return undefined;
    },
    /** Notes addresses that are new. One that is another learner's stays theirs. */
    remember(sender: Sender, learner: number): void {
      const known = addressesOf(sender).map((where) => ({ where, found: lookUp(where) }));
      const fresh = known.filter(({ found }) => !found).map(({ where }) => where);
      const first = fresh[0];
      if (!first) return;
      const own = known.find(({ found }) => found?.learner_id === learner)?.found?.id;
      const id = own ?? insert.run({ ...first, learner_id: learner }).id;
      for (const where of own === undefined ? fresh.slice(1) : fresh)
        insertAlias.run({ ...where, identity_id: id });
    },
  };
}
