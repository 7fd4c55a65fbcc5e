import type { ScoreWhy } from '@cg/contract/release/why'
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { scoreFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { whySentences } from '@cg/charts/page/ranking'

const why: ScoreWhy = {
  unreported: null,
  ahead: {
    unit: 'YC09',
    against: {
      difference: -6.14,
      parts: [
        { code: 'JN03', points: -8 },
        { code: 'QY01', points: 1.5 },
      ],
      adjustment: -1,
      rest: 1.36,
    },
  },
  lastQuarter: { difference: -16.26, parts: [{ code: 'JN03', points: -16.26 }], adjustment: 0, rest: 0 },
  gain: { indicator: 'JN03', unit: '%', decimals: 1, from: 72, to: 85, passes: 'YC09', isTie: false },
}

function explained(unit: string, change: Partial<ScoreWhy> = {}) {
  const facts = scoreFacts()
  return { ...facts, explanations: facts.units.code.map((code) => (code === unit ? { ...why, ...change } : null)) }
}

describe('the panel of a chosen unit', () => {
  test('says why its score is what it is and what would gain a place', async () => {
    const facts = explained('YC10')
    serveFixtures(({ path }) => (path.endsWith('/rankings/score') ? { body: facts } : undefined))
    renderApp('/rank?focus=YC10')
    const panel = await screen.findByRole('region', { name: '得分说明' })
    expect(
      within(panel)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      '与第8位安平县相差6.14分。其中：技能培训覆盖率 −8.00、劳动合同签订率 +1.50、加减分 −1.00、其他指标 +1.36。',
      '较上季下降16.26分：技能培训覆盖率 −16.26。',
      '其他条件不变，把“技能培训覆盖率”由72.0%提高到85.0%，可超过第8位安平县。',
    ])
  })

  test('says nothing where nothing is explained, as in older releases', async () => {
    const facts = scoreFacts({ explanations: [] })
    serveFixtures(({ path }) => (path.endsWith('/rankings/score') ? { body: facts } : undefined))
    renderApp('/rank?focus=YC10')
    await screen.findByRole('complementary', { name: '青石县' })
    expect(screen.queryByRole('region', { name: '得分说明' })).toBeNull()
  })
})

test('a gain that only draws level says so, and a rate that should fall is lowered', () => {
  const gain = { indicator: 'JN03', unit: '%', decimals: 1, from: 9.2, to: 8.5, passes: 'YC09', isTie: true }
  const sentences = whySentences(explained('YC10', { lastQuarter: null, gain }), 'YC10')
  expect(sentences.map(({ text }) => text).slice(1)).toEqual([
    '其他条件不变，把“技能培训覆盖率”由9.2%降低到8.5%，可与第8位安平县并列。',
  ])
})

test('a unit that no single indicator can lift is told so, and the first is not', () => {
  const words = (change: Partial<ScoreWhy>) => whySentences(explained('YC10', change), 'YC10').map(({ text }) => text)
  const none = '其他条件不变，已报指标中没有一项单独改进就能提高位次。'
  expect(words({ gain: null })).toContain(none)
  expect(words({ ahead: null, gain: null })).not.toContain(none)
})
