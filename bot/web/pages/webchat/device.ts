import type { Pending } from './message.js';
import { dropSound } from './sounds.js';

/** What this browser keeps: which chat is its own, and what is not sent yet. Shared by all tabs. */
const chatKey = 'parley:chat';
const outPrefix = 'parley:out:';
const speedKey = 'parley:speed';
const draftKey = 'parley:draft';

/** Where a browser keeps nothing (private windows of some), the page keeps it while it is open. */
const memory = new Map<string, string>();
const storage = openStorage();

function openStorage(): Storage | undefined {
  try {
    localStorage.setItem('parley:probe', '1');
    localStorage.removeItem('parley:probe');
    return localStorage;
  } catch {
    return undefined;
  }
}

function read(key: string): string | null {
  return storage ? storage.getItem(key) : (memory.get(key) ?? null);
}

function write(key: string, value: string): void {
  try {
    if (storage) storage.setItem(key, value);
    else memory.set(key, value);
  } catch {
    memory.set(key, value);
  }
}

function remove(key: string): void {
  storage?.removeItem(key);
  memory.delete(key);
}

export function chatId(): string | undefined {
  return read(chatKey) ?? undefined;
}

export function keepChatId(id: string): void {
  write(chatKey, id);
}

/**
 * The chat is gone: nothing of it stays.
 *
 * @returns false when another tab has begun a new one meanwhile: that stays
 */
export function forgetChat(id: string): boolean {
  const now = chatId();
  if (now !== undefined && now !== id) return false;
  for (const item of pending()) drop(item);
  remove(chatKey);
  return true;
}

/** What waits to be sent, oldest first. */
export function pending(): Pending[] {
  const stored = storage ? Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '') : [];
  return [...new Set([...stored, ...memory.keys()])]
    .filter((key) => key.startsWith(outPrefix))
    .sort()
    .flatMap((key) => parse(memory.get(key) ?? read(key)));
}

/** Kept while the page is open: its sound is not kept longer either. */
export function keepHere(item: Pending): void {
  memory.set(outPrefix + item.order, JSON.stringify(item));
}

/** Its sound outlives the page now, and so does what is still to be done with it. */
export function keepOn(item: Pending): void {
  const key = outPrefix + item.order;
  const json = memory.get(key);
  if (!storage || json === undefined) return;
  memory.delete(key);
  write(key, json);
}

/** Each item has a key of its own, so that two tabs never write over each other. */
export function keep(item: Pending): void {
  if (isHereOnly(item)) keepHere(item);
  else write(outPrefix + item.order, JSON.stringify(item));
}

/** It is gone when the page is closed. */
export function isHereOnly(item: Pending): boolean {
  return storage !== undefined && memory.has(outPrefix + item.order);
}

export function drop(item: Pending): void {
  remove(outPrefix + item.order);
  if (item.voice) void dropSound(item.id);
}

/** How fast voices are played: 1, or slower. */
export function speed(): 0.75 | 1 {
  return read(speedKey) === '0.75' ? 0.75 : 1;
}

export function keepSpeed(speed: 0.75 | 1): void {
  write(speedKey, String(speed));
}

/** What is half written in this tab: a phone throws away pages that nobody looks at, and loads them again. */
export function draft(): string {
  try {
    return sessionStorage.getItem(draftKey) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(draftKey);
    else sessionStorage.setItem(draftKey, text);
  } catch {
    // It stays in the field while the page is open.
  }
}

export function isKept(item: Pending): boolean {
  return pending().some(({ id }) => id === item.id);
}

function parse(json: string | null): Pending[] {
  try {
    const item: unknown = JSON.parse(json ?? '');
    const whole =
      typeof item === 'object' && item !== null && 'id' in item && 'order' in item && 'text' in item;
    return whole ? [item as Pending] : [];
  } catch {
    return [];
  }
}

let counter = 0;

/** Sorts after everything this browser made before. */
export function nextOrder(): string {
  counter += 1;
  return `${String(Date.now()).padStart(15, '0')}.${String(counter).padStart(6, '0')}.${randomId().slice(0, 8)}`;
}

/** Works on plain http as well, where a browser has no `crypto.randomUUID`. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Calls back when another tab changed the chat or what waits. */
export function onOtherTab(changed: (what: 'chat' | 'pending') => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === chatKey || key === null) changed('chat');
    else if (key.startsWith(outPrefix)) changed('pending');
  });
}
