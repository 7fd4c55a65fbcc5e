import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['{packages,seeds,db}/**/*.test.ts', 'apps/api/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          // Files share a process and what it loaded, as requests share a server: a module keeps nothing but by store.
          isolate: false,
          // Why: packages/tooling/src/steady-wasm.ts.
          execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
          // A machine with load 30 is slow, not broken.
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['apps/web/src/**/*.test.{ts,tsx}'],
          setupFiles: ['apps/web/src/testing/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['apps/web/e2e/**/*.test.ts'],
          globalSetup: ['apps/web/e2e/seeded-cities.setup.ts'],
          // In the locale C, or with none, Chromium names a file of a Chinese name "download".
          env: { LC_ALL: 'C.UTF-8' },
          testTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
