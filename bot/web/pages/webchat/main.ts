import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import * as device from './device.js';
import * as gateway from './gateway.js';
import { Feed } from './feed.js';
import { Focus } from './focus.js';
import { Head } from './head.js';
import type { Message } from './message.js';
import { Notice } from './notice.js';
import { type Held, Sender } from './sender.js';
import { stringsFor, stringsIn, type Strings } from './strings.js';
import { Thread } from './thread.js';
import { nextMinute } from './time.js';
import { whenUnwatched } from './unwatched.js';
import { VoiceNote } from './voice-note.js';

/** An answer that takes longer is announced by the typing sign. */
const typingAfter = 300;
/** A line the server has confirmed comes by the feed within this, or the feed is dead without knowing it. */
const feedPatience = 3000;

let strings = stringsFor(navigator.languages);
declare(strings);

let conversation = new Conversation();
let feed: Feed | undefined;
let held: Held | undefined;
let connected = true;
let gone = false;
/** Why nothing can be recorded. */
let trouble: string | undefined;
let typingTimer: ReturnType<typeof setTimeout> | undefined;

const focus = new Focus();
const notice = new Notice();
const head = new Head(strings);
const thread = new Thread(strings, {
  tap: (message, button, byKeyboard) => {
    said(() => sender.tap(message.n, button.label, button.value, conversation.last));
    focus.chosen(byKeyboard);
  },
  newest: () => focus.rest(),
  field: {
    read: () => composer.text,
    write: (text, byKeyboard) => {
      composer.write(text);
      // Enter sends what was put together with a mouse; with the keyboard the next piece comes first.
      if (!byKeyboard) focus.rest();
    },
  },
  edit: (item) => {
    device.drop(item);
    if (item.voice) void note.begin();
    else composer.edit(item.text);
    refresh();
  },
  discard: (item) => {
    device.drop(item);
    refresh();
  },
  fetch: (address) => gateway.file(address),
  again: async (n) => {
    const chatId = device.chatId();
    const lines = chatId === undefined ? undefined : await gateway.messages(chatId, n - 1);
    return lines?.kind === 'ok' ? lines.value.find((line) => line.n === n) : undefined;
  },
  hello: (byKeyboard) => {
    said(() => sender.say(strings.hello, conversation.last));
    focus.chosen(byKeyboard);
  },
});
const sender = new Sender(
  {
    changed: refresh,
    opened: (chatId) => {
      conversation.settle(0);
      follow(chatId);
    },
    refused: () => {
      // Nothing else awaits an answer: nobody writes one.
      if (conversation.messages.at(-1)?.from === 'learner') return;
      clearTimeout(typingTimer);
      thread.typing(false);
    },
    gone: end,
    held: (why) => {
      held = why;
      refresh();
    },
    accepted: (n) => {
      setTimeout(() => {
        if (!gone && conversation.last < n) feed?.connect();
      }, feedPatience);
    },
  },
  navigator.languages[0] ?? 'en',
);
const composer = new Composer(strings, (text) => said(() => sender.say(text, conversation.last)));
const note = new VoiceNote(strings, {
  send: ({ sound, seconds }) => said(() => sender.speak(sound, seconds, conversation.last)),
  limit: () => conversation.listens(),
  open: (is) => composer.hide(is),
  trouble: (text) => {
    trouble = text;
    tell();
  },
});

function declare({ language, dir }: Strings): void {
  document.documentElement.lang = language;
  document.documentElement.dir = dir;
}

/** The page speaks what the chat speaks; what the browser speaks while there is no chat, or where it cannot. */
function speak(language: string | undefined): void {
  const wanted =
    (language === undefined ? undefined : stringsIn(language)) ?? stringsFor(navigator.languages);
  if (wanted === strings) return;
  strings = wanted;
  declare(strings);
  trouble = undefined;
  for (const part of [head, thread, composer, note]) part.speak(strings);
}

/** The learner says something: it shows at once, and the answer is awaited. */
function said(say: () => void): void {
  trouble = undefined;
  thread.begin();
  // An answer that was being made takes this into account too: it begins anew.
  thread.typing(false);
  say();
  refresh();
  thread.toEnd();
  awaitAnswer();
}

function awaitAnswer(): void {
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => {
    if (held === undefined && connected && !gone) thread.typing(true);
  }, typingAfter);
}

function heardLines(lines: Message[]): boolean {
  const fresh: Message[] = [];
  let whole = true;
  for (const line of lines) {
    const added = conversation.add(line);
    if (added === 'new') fresh.push(line);
    if (added === 'gap') whole = false;
  }
  if (fresh.length === 0) return whole;
  thread.begin();
  speak(conversation.language());
  if (fresh.some(({ from }) => from === 'bot')) clearTimeout(typingTimer);
  // What was waiting is now said: its bubble goes in the same moment in which its line comes.
  refresh(() => thread.add(fresh));
  return whole;
}

/** Brings the page in line with the conversation and with what waits. */
function refresh(before?: () => void): void {
  focus.keep(() => show(before));
  if (device.pending().some(({ refused }) => refused !== true)) return;
  focus.answered(thread.firstChoice(), conversation.asks());
}

function show(before?: () => void): void {
  for (const item of device.pending()) {
    if (item.n === undefined || item.n > conversation.last) continue;
    device.drop(item);
    conversation.settle(item.n);
  }
  const pending = device.pending();
  const waiting = conversation.unseen(pending);
  before?.();
  thread.wait(waiting, held !== undefined || !connected);
  // All that was said in a new chat was refused, and taken back: it begins as any other.
  if (conversation.settled && conversation.last === 0 && pending.length === 0 && !gone) thread.greet();
  const open = waiting.every(({ refused }) => refused === true);
  if (conversation.last > 0 || waiting.length > 0) {
    thread.offer(open && !gone ? conversation.offering() : undefined);
  }
  head.show(conversation.progress());
  tell();
}

function tell(): void {
  if (gone) notice.show(strings.deleted, { label: strings.startAgain, does: startAgain });
  else if (held?.reason === 'limit') notice.show(strings.tooMany);
  else if (held?.reason === 'crowd') notice.show(strings.crowded(nextMinute(held.until, strings.language)));
  else if (held?.reason === 'offline' || !navigator.onLine) notice.show(offline());
  else if (held?.reason === 'busy' || !connected) notice.show(strings.reconnecting);
  else if (trouble !== undefined) notice.show(trouble);
  else notice.clear();
}

/** What becomes of what is said meanwhile; a recording is not kept everywhere. */
function offline(): string {
  const sounds = device.pending().filter(({ voice }) => voice);
  if (sounds.some((item) => device.isHereOnly(item))) return strings.offlineHere;
  return sounds.length > 0 ? strings.offlineVoice : strings.offline;
}

/** Reads a chat from its beginning and goes on listening. */
function follow(chatId: string): void {
  feed?.stop();
  feed = new Feed(chatId, {
    lines: heardLines,
    caughtUp: () => {
      if (!conversation.settled) conversation.settle(conversation.last);
      thread.live();
    },
    typing: () => thread.typing(true),
    draft: (text) => {
      clearTimeout(typingTimer);
      thread.draft(text);
    },
    gone: () => end(chatId),
    connected: (is) => {
      connected = is;
      if (is) sender.wake();
      refresh();
    },
    last: () => conversation.last,
  });
  feed.connect();
}

/** The chat is no more. What was said stays on the page until the learner begins anew. */
function end(chatId: string): void {
  feed?.stop();
  const unsent = device
    .pending()
    .filter(({ button, voice, refused, n }) => !button && !voice && refused !== true && n === undefined);
  if (!device.forgetChat(chatId)) {
    startAgain();
    return;
  }
  gone = true;
  clearTimeout(typingTimer);
  thread.typing(false);
  if (unsent.length > 0) composer.edit(unsent.map(({ text }) => text).join('\n'));
  focus.keep(() => {
    composer.disable(true);
    note.disable(true);
    refresh();
  });
}

function startAgain(): void {
  feed?.stop();
  feed = undefined;
  gone = false;
  held = undefined;
  connected = true;
  conversation = new Conversation();
  thread.clear();
  head.clear();
  composer.disable(false);
  note.disable(false);
  speak(undefined);
  open(true);
}

function open(again = false): void {
  const chatId = device.chatId();
  if (chatId !== undefined) follow(chatId);
  else if (device.pending().length === 0) thread.greet();
  refresh();
  sender.wake();
  // Loading a page on a phone calls up no keyboard and moves no reader.
  if (again || matchMedia('(pointer: fine)').matches) focus.rest();
}

device.onOtherTab((what) => {
  if (what === 'pending') {
    if (device.pending().length > 0) thread.begin();
    refresh();
    return;
  }
  const chatId = device.chatId();
  // Where the other tab was told that the chat is gone, this one asks for itself.
  if (chatId === undefined) feed?.connect();
  else if (chatId !== feed?.chatId) startAgain();
});
addEventListener('online', () => feed?.connect());
addEventListener('offline', tell);

whenUnwatched(
  () => feed?.stop(),
  () => {
    if (!gone) feed?.connect();
  },
);

open();
