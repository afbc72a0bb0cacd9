import { byId, element } from './element.js';
import { icon } from './icon.js';
import { hush, Player } from './player.js';
import { type Recorded, Recorder, type Refusal } from './recorder.js';
import type { Strings } from './strings.js';
import { clockTime } from './time.js';

/** Seconds that are recorded where nobody said how many are listened to. */
const usual = 60;
/** Milliseconds between two looks at how loud it is; fewer looks where motion is not wanted. */
const looks = { usual: 80, calm: 500 };
/** Bars of the level, the newest at the end. */
const seen = 32;
/** Nothing louder than this in so many seconds: the microphone may be off. */
const quiet = { level: 0.18, after: 3 };

interface Does {
  send(recorded: Recorded): void;
  /** Seconds that are listened to now, where that is known. */
  limit(): number | undefined;
  /** The panel takes the place of the field, or gives it back. */
  open(is: boolean): void;
  /** Why there is nothing to record with; undefined: that is over. */
  trouble(text: string | undefined): void;
}

/** Where the learner speaks: record, see that something is heard, listen to it, send it or not. */
export class VoiceNote {
  readonly #start = byId<HTMLButtonElement>('record');
  readonly #panel = byId('recorder');
  readonly #said = byId('recorder-says');
  #recorder: Recorder | undefined;
  #recorded: Recorded | undefined;
  #player: Player | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #asking = false;
  #strings: Strings;

  constructor(
    strings: Strings,
    private readonly does: Does,
  ) {
    this.#strings = strings;
    this.#start.hidden = document.documentElement.dataset['listens'] === undefined;
    this.#start.addEventListener('click', () => void this.begin());
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.cancel();
    });
    this.speak(strings);
  }

  speak(strings: Strings): void {
    this.#strings = strings;
    byId('record-label').textContent = strings.record;
    this.#panel.setAttribute('aria-label', strings.record);
    this.#player?.speak(strings);
  }

  /** Nobody would hear it: what is being recorded is given up, and the microphone let go. */
  disable(is: boolean): void {
    this.#start.disabled = is;
    if (is && !this.#panel.hidden) this.cancel();
  }

  async begin(): Promise<void> {
    if (this.#start.disabled || this.#asking || this.#recorder || this.#recorded) return;
    hush();
    this.#asking = true;
    this.does.trouble(undefined);
    // Only where the browser has to ask first: else the answer is there at once.
    const asks = setTimeout(() => this.does.trouble(this.#strings.micAsks), 400);
    const begun = await Recorder.begin();
    clearTimeout(asks);
    this.#asking = false;
    if (!(begun instanceof Recorder)) {
      this.does.trouble(this.#why(begun));
      return;
    }
    this.does.trouble(undefined);
    if (this.#start.disabled) {
      begun.cancel();
      return;
    }
    this.#recorder = begun;
    begun.onLost(() => void this.#listen());
    this.#showRecording(begun);
    this.#say(this.#strings.recording);
  }

  cancel(): void {
    this.#recorder?.cancel();
    this.#close();
  }

  #showRecording(recorder: Recorder): void {
    const level = Array.from({ length: seen }, () => element('i'));
    const time = element('span', { class: 'time' }, clockTime(0));
    const stop = this.#button('stop', this.#strings.stop, () => void this.#listen());
    stop.append(icon('stop'));
    const send = this.#sendButton();
    const wave = element('span', { class: 'level', 'aria-hidden': 'true' }, ...level);
    this.#show(
      this.#cancelButton(),
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      wave,
      time,
      stop,
      send,
    );
    send.focus();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const levels: number[] = [];
    const limit = this.does.limit() ?? usual;
    this.#timer = setInterval(
      () => {
        levels.push(recorder.level());
        const shown = levels.slice(-seen);
        level.forEach((bar, i) => {
          bar.style.blockSize = `${Math.round(8 + 92 * (shown[shown.length - seen + i] ?? 0))}%`;
        });
        time.textContent = clockTime(recorder.seconds);
        if (recorder.seconds > quiet.after && Math.max(...levels) < quiet.level)
          this.#say(this.#strings.quiet, true);
        if (recorder.seconds >= limit)
          void this.#listen().then(() => this.#say(this.#strings.longEnough(clockTime(limit)), true));
      },
      calm ? looks.calm : looks.usual,
    );
  }

  /** Ends the recording, and lets it be heard before it is sent. */
  async #listen(): Promise<void> {
    const recorded = await this.#stopped();
    if (!recorded) return;
    const heard = { load: async () => recorded.sound, seconds: recorded.seconds };
    this.#player = new Player(heard, this.#strings);
    this.#show(this.#cancelButton(), this.#player.element, this.#sendButton());
    this.#player.element.querySelector('button')?.focus();
    this.#say(this.#strings.recorded(clockTime(recorded.seconds)));
  }

  async #send(): Promise<void> {
    const recorded = this.#recorded ?? (await this.#stopped());
    if (!recorded) return;
    this.#close();
    this.does.send(recorded);
  }

  async #stopped(): Promise<Recorded | undefined> {
    const recorder = this.#recorder;
    if (!recorder) return undefined;
    this.#recorder = undefined;
    clearInterval(this.#timer);
    const recorded = await recorder.stop();
    // It was given up meanwhile.
    if (this.#panel.hidden) return undefined;
    this.#recorded = recorded;
    return recorded;
  }

  #close(): void {
    hush();
    clearInterval(this.#timer);
    this.#recorder = undefined;
    this.#recorded = undefined;
    this.#player = undefined;
    this.#panel.replaceChildren();
    this.#panel.hidden = true;
    this.#say('');
    this.does.open(false);
    this.#start.focus({ preventScroll: true });
  }

  #show(...children: Node[]): void {
    this.#panel.replaceChildren(...children);
    this.#panel.hidden = false;
    this.does.open(true);
  }

  #cancelButton(): HTMLButtonElement {
    const cancel = this.#button('cancel', this.#strings.cancel, () => this.cancel());
    cancel.append('✕');
    return cancel;
  }

  #sendButton(): HTMLButtonElement {
    const send = this.#button('send', this.#strings.sendVoice, () => void this.#send());
    const arrow = byId('send').querySelector('svg')?.cloneNode(true);
    if (arrow) send.append(arrow);
    return send;
  }

  #button(className: string, label: string, does: () => void): HTMLButtonElement {
    const made = element('button', { type: 'button', class: className, 'aria-label': label });
    made.addEventListener('click', does);
    return made;
  }

  /** @param shown for eyes too */
  #say(text: string, shown = false): void {
    if (this.#said.textContent === text) return;
    this.#said.textContent = text;
    this.#said.classList.toggle('unseen', !shown);
  }

  #why(refusal: Refusal): string {
    const { micRefused, micNone, micInsecure, micBusy, micUnable } = this.#strings;
    return { refused: micRefused, none: micNone, insecure: micInsecure, busy: micBusy, unable: micUnable }[
      refusal
    ];
  }
}
