// Imports go down only (ARCHITECTURE, "The house"). `npm run directions` checks it.
const only = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

/** Floors of bot, highest first; a file may import its own floor and those below. */
const floors = [
  ['main and app', '^bot/(main|app)\\.ts$'],
  ['jobs and web', '^bot/(jobs|web)/'],
  ['engine', '^bot/engine/'],
  ['effects', '^bot/effects/'],
  ['speech and pictures', '^bot/(speech|pictures)/'],
  ['channels and providers', '^bot/(channels|providers)/'],
  ['media and system', '^bot/(media|system)/'],
  ['content and db', '^(content|db)/'],
  ['flows', '^flows/'],
];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...floors.flatMap(([name, path], index) =>
      floors
        .slice(0, index)
        .map(([above, abovePath]) =>
          only(`${name} must not import ${above}`, path, abovePath, 'Imports go down only.'),
        ),
    ),
    only('content and db are strangers', '^content/', '^db/', 'content never imports db.'),
    only('db and content are strangers', '^db/', '^content/', 'db never imports content.'),
    only('channels and providers are strangers', '^bot/channels/', '^bot/providers/', ''),
    only('providers and channels are strangers', '^bot/providers/', '^bot/channels/', ''),
    only(
      'the house does not import its scripts or tests',
      '^(bot|flows|content|db)/',
      '^(scripts|tests)/',
      '',
    ),
    {
      name: 'flows are pure',
      severity: 'error',
      comment: 'No node:, no SDK: only XState, zod and pure learning libraries.',
      from: { path: '^flows/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(xstate|zod|ts-fsrs)/' },
    },
    {
      name: 'only machine.ts runs XState',
      severity: 'error',
      comment:
        'Machines are defined in flows/machines and run by flows/machine.ts; the bench measures XState itself.',
      from: { pathNot: '^(flows/(machine\\.ts$|machines/)|scripts/bench/)' },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'only db/sqlite knows SQLite',
      severity: 'error',
      from: { pathNot: '^db/sqlite/' },
      to: { path: 'node_modules/(better-sqlite3|drizzle-orm)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^bot/web/pages/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
