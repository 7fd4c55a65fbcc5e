import { describe, expect, it } from 'vitest'
import { changesSince, mayReplace, replaceIn } from './replace.ts'
import type { CheckedFinding } from './replace.ts'

const finding = (start: number, end: number, expected: string | null): CheckedFinding => ({
  start,
  end,
  expected,
  isBlank: true,
  mark: 'fill',
  isSure: true,
  reason: '',
  indicator: null,
  measureName: null,
  place: null,
  placeName: null,
  period: null,
  wasText: null,
})

describe('putting figures into a draft', () => {
  const draft = {
    text: '甲达到*%，乙达到*%，丙*%。',
    findings: [finding(3, 5, '95.7%'), finding(9, 11, '8%'), finding(13, 15, null)],
  }

  it('moves what stands behind, and leaves what has no figure', () => {
    const done = replaceIn(draft, () => true)
    expect(done.text).toBe('甲达到95.7%，乙达到8%，丙*%。')
    expect(done.findings.map(({ start, end }) => done.text.slice(start, end))).toEqual(['95.7%', '8%', '*%'])
    expect(done.findings.map(({ wasText }) => wasText)).toEqual(['*%', '*%', null])
  })

  it('puts nothing in twice', () => {
    const once = replaceIn(draft, (_, at) => at === 0)
    expect(once.findings.map(mayReplace)).toEqual([false, true, false])
    expect(replaceIn(once, (_, at) => at === 0)).toEqual(once)
  })

  it('is told by the places of the draft as it was', () => {
    const done = replaceIn(
      replaceIn(draft, (_, at) => at === 1),
      (_, at) => at === 0,
    )
    expect(changesSince(draft, done)).toEqual([
      { start: 3, end: 5, text: '95.7%' },
      { start: 9, end: 11, text: '8%' },
    ])
    expect(changesSince(draft, draft)).toEqual([])
  })
})
