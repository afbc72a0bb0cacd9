/** A browser gives one server few connections: a tab that nobody sees gives its own back after a while. */
const unseenFor = 60_000;

/** @param back somebody looks again, and the connection may be dead: a phone puts a page to sleep and cuts it */
export function whenUnwatched(asleep: () => void, back: () => void): void {
  let hiddenAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) {
      hiddenAt = Date.now();
      timer = setTimeout(asleep, unseenFor);
    } else if (Date.now() - hiddenAt > unseenFor / 2) back();
  });
}
