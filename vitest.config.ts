import { defineConfig } from 'vitest/config';

/**
 * How long something may take here says only that it hangs: no test asserts on time, and the slowest, busiest machine
 * must not fail one.
 */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
