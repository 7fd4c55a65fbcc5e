import { expect, it } from 'vitest'
import { undoWords } from './undo-upload.tsx'

it('says what undoing an upload gives back, and names what it leaves', () => {
  const last = { at: '2026-10-06T02:00:00.000Z', by: '许佳宁', cells: 12, changed: [] }
  expect(undoWords(last)).toEqual([
    '许佳宁 2026年10月6日 10:00 导入的 12 格恢复为导入前的内容；导入的数值留在各格的修改记录中。',
  ])
  const changed = Array.from({ length: 7 }, (_, at) => `数据项${at + 1}（东湾区）`)
  expect(undoWords({ ...last, changed })[1]).toBe(`导入后又改过的 7 格不动：${changed.slice(0, 6).join('、')} 等。`)
})
