import { expect, it } from 'vitest'
import { formDetail } from '../../testing/form.fixture.ts'
import { withdrawWords } from './withdraw-dialog.tsx'

const { submission } = formDetail()
const dates = { dueAt: '2026-10-15T10:00:00.000Z', closesAt: '2026-10-20T10:00:00.000Z' }
const sent = { submission: { ...submission, ...dates }, returnMarks: [] }
const mark = { item: 'W_TOTAL', unit: 'AP', breakdown: '', reasonCode: 'wrong_number', by: '沈合', at: '' }
const sentAgain = {
  submission: { ...sent.submission, round: 3 },
  returnMarks: [1, 2, 2].map((round) => ({ ...mark, round, reason: '与台账不符', proposed: null })),
}

it('says until when a form can be sent again, and that after its date it turns late', () => {
  expect(withdrawWords(sent, '2026-10-14T10:00:00.000Z')).toEqual([
    '撤回后可以修改，请在 2026年10月15日 18:00 前再次提交（还有 1 天）。',
    '到时没有再次提交的，本表按逾期催报；未报送的不计入发布。',
  ])
  expect(withdrawWords(sent, '2026-10-15T10:00:00.001Z')).toEqual([
    '截止时间 2026年10月15日 18:00 已过。撤回后本表即为“逾期”，列入催报，直到再次提交。',
    '最迟 2026年10月20日 18:00 再次提交（还有 4 天 23 小时），过后不能再填。不再提交的，不计入发布。',
  ])
})

it('says that only the cells of the last return open where the form was sent again, closing or not', () => {
  expect(withdrawWords(sentAgain, '2026-10-14T10:00:00.000Z')[0]).toBe(
    '撤回后只有退回的 2 格可以修改，请在 2026年10月15日 18:00 前再次提交（还有 1 天）。',
  )
  expect(withdrawWords(sentAgain, '2026-10-15T10:00:00.001Z')[1]).toBe(
    '撤回后只有退回的 2 格可以修改。不再提交的，不计入发布。',
  )
})

it('threatens no lateness where a published form was opened again for a correction', () => {
  const reopened = { ...sentAgain, submission: { ...sentAgain.submission, isReopened: true } }
  for (const now of ['2026-10-14T10:00:00.000Z', '2026-12-01T00:00:00.000Z'])
    expect(withdrawWords(reopened, now)).toEqual([
      '撤回后只有退回的 2 格可以修改。更正不计逾期；不再提交的，已发布的数字不变。',
    ])
})
