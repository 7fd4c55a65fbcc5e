import { expect, test } from 'vitest'
import { steadyWasm } from './steady-wasm.ts'

test('tests run without what ends a process of Node 24 now and then', () => {
  expect(process.execArgv).toContain(steadyWasm)
})
