import * as device from './device.js';
import { element } from './element.js';
import { icon } from './icon.js';
import type { Strings } from './strings.js';
import { clockTime } from './time.js';
import { Wave, waveOf } from './wave.js';

export interface Heard {
  /** The sound; undefined where it cannot be had. */
  load(): Promise<Blob | undefined>;
  /** As far as it is known before it is loaded. */
  seconds: number | undefined;
  /** Whose it is, where two stand one above the other. */
  who?: string;
}

/** The one that is heard now: two at once are none. */
let playing: Sounding | undefined;

interface Sounding {
  audio: HTMLAudioElement;
  pause(): void;
}

/** Nothing is heard while somebody records. */
export function hush(): void {
  playing?.pause();
}

/** Plays a sound: button, wave to move in, time, speed. Left to right in every language. */
export class Player {
  readonly element: HTMLElement;
  readonly #audio = new Audio();
  readonly #sounding: Sounding = { audio: this.#audio, pause: () => this.pause() };
  readonly #button = element('button', { type: 'button', class: 'play' });
  readonly #seek = element('input', { type: 'range', min: '0', max: '1000', value: '0', class: 'seek' });
  readonly #time = element('span', { class: 'time' });
  readonly #speed = element('button', { type: 'button', class: 'speed' });
  readonly #trouble = element('span', { class: 'trouble', role: 'status' });
  readonly #wave = new Wave();
  #seconds: number | undefined;
  #loading: Promise<boolean> | undefined;
  #over: (() => void) | undefined;
  #near = false;
  #strings: Strings;

  constructor(
    private readonly heard: Heard,
    strings: Strings,
  ) {
    this.#seconds = heard.seconds;
    this.#strings = strings;
    const track = element('span', { class: 'track' }, this.#wave.element, this.#seek);
    this.element = element('div', { class: 'player', role: 'group', dir: 'ltr' });
    this.element.append(this.#button, track, this.#time, this.#speed, this.#trouble);
    this.#button.addEventListener('click', () => void (this.#audio.paused ? this.play() : this.pause()));
    this.#speed.addEventListener('click', () => {
      device.keepSpeed(device.speed() === 1 ? 0.75 : 1);
      if (playing) playing.audio.playbackRate = device.speed();
      for (const one of document.querySelectorAll<HTMLElement>('.speed')) one.textContent = speedText();
      this.speak(this.#strings);
    });
    this.#seek.addEventListener('input', () => {
      const to = (Number(this.#seek.value) / 1000) * (this.#seconds ?? 0);
      void this.#load().then(() => (this.#audio.currentTime = to));
      this.#at(to);
    });
    this.#audio.addEventListener('timeupdate', () => this.#at(this.#audio.currentTime));
    for (const event of ['play', 'pause'])
      this.#audio.addEventListener(event, () => this.speak(this.#strings));
    this.#audio.addEventListener('ended', () => {
      this.#at(0);
      this.#end();
    });
    this.speak(strings);
    this.#at(0);
    whereSeen(this.element, (near) => {
      this.#near = near;
      if (near) void this.#load();
      else this.#letGo();
    });
  }

  speak(strings: Strings): void {
    this.#strings = strings;
    const { paused } = this.#audio;
    const length = this.#seconds === undefined ? '' : clockTime(this.#seconds);
    const who = this.heard.who === undefined ? '' : `${this.heard.who}, `;
    this.element.setAttribute('aria-label', `${who}${strings.voice(length)}`);
    this.#button.replaceChildren(icon(paused ? 'play' : 'pause'));
    this.#button.setAttribute('aria-label', paused ? strings.play : strings.pause);
    this.#seek.setAttribute('aria-label', strings.position);
    this.#speed.textContent = speedText();
    this.#speed.setAttribute('aria-label', `${strings.speed} ${speedText()}`);
  }

  /** Resolves when it was heard to its end, or was stopped. @returns whether it came to its end */
  async play(): Promise<boolean> {
    hush();
    playing = this.#sounding;
    if (!(await this.#load()) || playing !== this.#sounding) return false;
    this.#audio.playbackRate = device.speed();
    const ended = new Promise<void>((resolve) => (this.#over = resolve));
    try {
      await this.#audio.play();
    } catch {
      this.#fail();
      return false;
    }
    await ended;
    return this.#audio.ended;
  }

  pause(): void {
    this.#audio.pause();
    this.#end();
  }

  #end(): void {
    if (playing === this.#sounding) playing = undefined;
    this.#over?.();
    this.#over = undefined;
    this.#letGo();
  }

  /** What is neither near nor heard is not held: a long history would fill the memory. */
  #letGo(): void {
    if (this.#near || playing === this.#sounding || this.#audio.src === '') return;
    URL.revokeObjectURL(this.#audio.src);
    this.#audio.removeAttribute('src');
    this.#audio.load();
    this.#loading = undefined;
  }

  /** Once; where it failed, the next try loads anew. */
  async #load(): Promise<boolean> {
    this.#loading ??= this.#fetched();
    const there = await this.#loading;
    if (!there) this.#loading = undefined;
    return there;
  }

  async #fetched(): Promise<boolean> {
    const sound = await this.heard.load();
    if (!sound) {
      this.#fail();
      return false;
    }
    this.#trouble.textContent = '';
    this.#audio.src = URL.createObjectURL(sound);
    const wave = await waveOf(sound);
    if (wave) {
      this.#seconds = wave.seconds;
      this.#wave.draw(wave.heights);
      this.speak(this.#strings);
      this.#at(this.#audio.currentTime);
    }
    // It may have gone out of sight meanwhile.
    this.#letGo();
    return true;
  }

  #fail(): void {
    this.#trouble.textContent = this.#strings.unplayable;
    this.#end();
  }

  #at(seconds: number): void {
    const all = this.#seconds ?? 0;
    const share = all === 0 ? 0 : Math.min(1, seconds / all);
    this.#wave.played(share);
    this.#seek.value = String(Math.round(share * 1000));
    this.#seek.setAttribute('aria-valuetext', `${clockTime(seconds)} / ${clockTime(all)}`);
    this.#time.textContent = all === 0 ? '' : clockTime(seconds > 0 ? seconds : all);
  }
}

function speedText(): string {
  return `${device.speed()}×`;
}

/** Says when it comes near what is shown, and when it is gone from there: scrolled away, or off the page. */
function whereSeen(target: HTMLElement, tell: (near: boolean) => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      if (last) tell(last.isIntersecting);
    },
    { rootMargin: '300px' },
  );
  observer.observe(target);
}
