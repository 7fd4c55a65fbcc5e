import { expect, it } from 'vitest'
import { writtenWords } from './upload-dialog.tsx'

it('the toast after an upload counts what was written, not what was sent', () => {
  const outcomes = (['saved', 'unchanged', 'saved', 'stale', 'refused'] as const).map((outcome) => ({ outcome }))
  expect(writtenWords(outcomes)).toBe('已写入 2 格；1 格原已相同；2 格没有写入，请在表中核对')
  expect(writtenWords(outcomes.slice(0, 1))).toBe('已写入 1 格')
})
