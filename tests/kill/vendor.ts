import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seeded } from '../support/faults.mjs';

/** What a vendor got: which process sent it and what. */
export interface Delivery {
  round: number;
  text: string;
}

export interface Vendor {
  url: string;
  /** By chat, in the order of arrival. */
  delivered: Map<string, Delivery[]>;
  /** Every place that was looked up, with the process that asked. */
  places: Delivery[];
  close(): Promise<void>;
}

/** A messaging platform and a gazetteer, as slow as such things are; some sends are told to come again. */
export async function openVendor(seed: number): Promise<Vendor> {
  const random = seeded(seed);
  const delivered = new Map<string, Delivery[]>();
  const places: Delivery[] = [];
  const server = createServer((request, response) => {
    void body(request).then(async (asked) => {
      const { round } = asked;
      const refused = request.url === '/send' && random() < 0.1;
      if (!refused && asked.chat !== undefined && asked.text !== undefined)
        delivered.set(asked.chat, [...(delivered.get(asked.chat) ?? []), { round, text: asked.text }]);
      if (asked.place !== undefined) places.push({ round, text: asked.place });
      await new Promise((resolve) => setTimeout(resolve, random() * 6));
      const answer = asked.place === undefined ? {} : [{ name: asked.place, zone: 'America/Lima' }];
      response
        .writeHead(refused ? 429 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delivered,
    places,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Asked {
  round: number;
  chat?: string;
  text?: string;
  place?: string;
}

async function body(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Asked;
}
