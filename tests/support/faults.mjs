// A SQLite driver that fails as told: a full disk (SQLite's own SQLITE_FULL, by a limit on the pages of the
// file) or SQLITE_BUSY and SQLITE_IOERR at random.

const unlimited = 1_073_741_823;

/** @param {() => void} [struck] called at each failure */
export function faulty(struck = () => {}) {
  let driver;
  let fault = { kind: 'none' };
  let random = Math.random;

  const failed = (code) => Object.assign(new Error(`${code} on purpose`), { code });

  function perhapsFail(sql) {
    if (fault.kind !== 'flaky' || random() >= fault.chance) return;
    const begins = /^begin/i.test(sql);
    // After an I/O error SQLite may have rolled the whole transaction back by itself.
    if (!begins && driver.inTransaction && random() < 0.3) driver.prepare('ROLLBACK').run();
    throw failed(begins || random() < 0.5 ? 'SQLITE_BUSY' : 'SQLITE_IOERR_WRITE');
  }

  function perhaps(sql, work) {
    try {
      perhapsFail(sql);
      return work();
    } catch (error) {
      if (fault.kind !== 'none' && /^SQLITE_(FULL|BUSY|IOERR)/.test(error.code)) struck();
      throw error;
    }
  }

  return {
    wrap(inner) {
      driver = inner;
      return new Proxy(inner, {
        get(target, key) {
          if (key === 'sync') return () => perhaps('sync', () => target.sync());
          if (key !== 'prepare') return Reflect.get(target, key);
          return (sql) => {
            const statement = target.prepare(sql);
            const failing =
              (method) =>
              (...values) =>
                perhaps(sql, () => statement[method](...values));
            return { run: failing('run'), get: failing('get'), all: failing('all') };
          };
        },
      });
    },
    /** `{kind: 'none'}`, `{kind: 'full'}`, or `{kind: 'flaky', chance, seed}`: the chance of each statement. */
    set(next) {
      fault = next;
      random = seeded(next.seed ?? 1);
      const pages =
        next.kind === 'full' ? Object.values(driver.prepare('PRAGMA page_count').get())[0] : unlimited;
      driver.prepare(`PRAGMA max_page_count = ${pages}`).get();
    },
  };
}

/** mulberry32 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
