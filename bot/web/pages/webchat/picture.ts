import { element } from './element.js';
import type { Message } from './message.js';
import type { Strings } from './strings.js';

/** A picture with what it shows in words; tapped, it fills the window. */
export function picture(
  message: Message,
  strings: Strings,
  again: () => Promise<string | undefined>,
): HTMLElement {
  const { width, height } = message.media ?? {};
  const shown = element('img', {
    src: message.mediaUrl ?? '',
    alt: message.text,
    loading: 'lazy',
    ...(width !== undefined && { width: String(width) }),
    ...(height !== undefined && { height: String(height) }),
  });
  // Its address may have run out while the page was open.
  shown.addEventListener(
    'error',
    () => {
      void again().then((address) => {
        if (address !== undefined) shown.src = address;
      });
    },
    { once: true },
  );
  const large = element(
    'button',
    { type: 'button', class: 'picture' },
    shown,
    element('span', { class: 'unseen' }, strings.enlarge),
  );
  large.addEventListener('click', () => enlarge(shown, strings));
  return large;
}

function enlarge({ src, alt }: HTMLImageElement, strings: Strings): void {
  const close = element('button', { type: 'button', class: 'close', 'aria-label': strings.close }, '✕');
  const viewer = element(
    'dialog',
    { class: 'viewer', 'aria-label': alt },
    close,
    element('img', { src, alt }),
  );
  // A tap anywhere closes it; the browser gives the focus back.
  viewer.addEventListener('click', () => viewer.close());
  viewer.addEventListener('close', () => viewer.remove());
  document.body.append(viewer);
  viewer.showModal();
}
