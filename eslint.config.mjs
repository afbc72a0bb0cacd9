import tseslint from 'typescript-eslint';

/** What would make the pure floor depend on the moment or the machine (DESIGN §3: flows is PURE). */
const impure = [
  { name: 'process', message: 'flows are pure: configuration arrives as facts.' },
  { name: 'fetch', message: 'flows are pure: ask for it with an effect.' },
  { name: 'setTimeout', message: 'flows are pure: use a schedule effect.' },
  { name: 'setInterval', message: 'flows are pure: use a schedule effect.' },
  { name: 'setImmediate', message: 'flows are pure: use a schedule effect.' },
  { name: 'queueMicrotask', message: 'flows are pure: everything is synchronous.' },
  { name: 'performance', message: 'flows are pure: time arrives with the event.' },
  { name: 'crypto', message: 'flows are pure: ids and seeds come from the learner’s sequence.' },
  { name: 'console', message: 'flows are pure: they return what happened.' },
  { name: 'globalThis', message: 'flows are pure.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'data/', '**/*.cjs', 'tests/.artifacts/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './bot/web/pages/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/only-throw-error': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['flows/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'flows are pure: time arrives with the event.' },
        { object: 'Math', property: 'random', message: 'flows are pure: seeds come from the sequence.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'flows are pure: time arrives with the event.',
        },
        {
          selector: "CallExpression[callee.name='Date']",
          message: 'flows are pure: time arrives with the event.',
        },
      ],
    },
  },
);
