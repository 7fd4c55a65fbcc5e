import { expect, test } from 'vitest'
import { versionPairs } from './versions.ts'

test('a version tells from when it holds, what it changed and why; the first one what it counted', () => {
  const common = { name: '', definition: '只计两类', formula: '' }
  const changed = { ...common, version: 2, validFrom: '2025Q1', changes: ['分子由“甲”改为“乙”'] }
  const first = { ...common, version: 1, validFrom: '2021Q1', changes: [] }
  expect(versionPairs([{ ...changed, reason: '范围扩大' }, first])).toEqual([
    ['第2版', '自2025年第一季度起，分子由“甲”改为“乙”。调整原因：范围扩大'],
    ['第1版', '自2021年第一季度起，只计两类'],
  ])
  expect(versionPairs([changed])[0]?.[1]).toBe('自2025年第一季度起，分子由“甲”改为“乙”')
})
