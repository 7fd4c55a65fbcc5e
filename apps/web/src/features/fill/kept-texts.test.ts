import { expect, it } from 'vitest'
import { keepDraft } from '../../lib/draft-room.ts'
import { formDetail } from '../../testing/form.fixture.ts'
import { draftPlace } from './draft-place.ts'
import { keptTexts } from './kept-texts.tsx'

const params = { period: '2026Q3', form: 'F1', reporter: 'TJJ' }
const at = { item: 'W_ALL', unit: 'B', breakdown: '' }
const finding = {
  ...at,
  rule: 'R1',
  title: '较上季变动',
  class: 'explain' as const,
  cells: [at],
  message: '较上季提高 43%',
  isExplained: false,
}

function keep(userId: number, kind: 'explain' | 'note', key: string): void {
  keepDraft(userId, draftPlace(params, kind, key), { value: '"字"', base: '""' })
}

it('a form names the cells whose texts are kept: those that may be written, of this account', () => {
  keep(1, 'explain', 'R1|W_ALL|B|')
  keep(1, 'note', 'W_BIG|A|')
  keep(1, 'note', 'GONE|A|')
  keep(2, 'note', 'W_ALL|A|')
  expect(keptTexts(1, params, formDetail({ findings: [finding] }))).toEqual([
    { kind: 'explain', index: 1 },
    { kind: 'note', index: 3 },
  ])
  expect(keptTexts(1, params, formDetail({ findings: [] }))).toEqual([{ kind: 'note', index: 3 }])
})
