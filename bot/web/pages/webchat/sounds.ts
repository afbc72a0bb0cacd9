/**
 * Recordings that are not sent yet, by the id of their message: in the browser's own database, which all tabs share and
 * which outlives a reload, or in memory where a browser keeps nothing.
 */
const store = 'sounds';
const memory = new Map<string, Blob>();
let opened: Promise<IDBDatabase | undefined> | undefined;

interface Kept {
  type: string;
  bytes: ArrayBuffer;
}

/** At once, while this page is open. */
export function holdSound(id: string, sound: Blob): void {
  memory.set(id, sound);
}

/**
 * Longer than this page is open.
 *
 * @returns false where it is held only
 * @throws where the browser cannot read it any more
 */
export async function keepSound(id: string, sound: Blob): Promise<boolean> {
  const kept: Kept = { type: sound.type, bytes: await sound.arrayBuffer() };
  const done = await within('readwrite', (sounds) => sounds.put(kept, id));
  if (done !== undefined) memory.delete(id);
  return done !== undefined;
}

export async function soundOf(id: string): Promise<Blob | undefined> {
  const here = memory.get(id);
  if (here) return here;
  const kept = (await within('readonly', (sounds) => sounds.get(id))) as Kept | undefined;
  return kept && new Blob([kept.bytes], { type: kept.type });
}

export async function dropSound(id: string): Promise<void> {
  memory.delete(id);
  await within('readwrite', (sounds) => sounds.delete(id));
}

/** undefined where there is no database, or it does not take it. */
async function within(
  mode: IDBTransactionMode,
  ask: (sounds: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  opened ??= open();
  const database = await opened;
  if (!database) return undefined;
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(store, mode);
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => resolve(undefined);
      transaction.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}

function open(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('parley', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
      request.onblocked = () => resolve(undefined);
    } catch {
      // Some browsers have none in private windows.
      resolve(undefined);
    }
  });
}
