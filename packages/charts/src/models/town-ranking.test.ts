import { expect, it } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { rankingFacts } from '../testing/fixtures.ts'

const within = { code: 'YC09', name: '安平县', shortName: '安平县' }
const spec = { kind: 'district-ranking', measure: 'JN03', within: 'YC09' } as const
const model = chartFromSpec(spec, { facts: 'ranking', data: { ...rankingFacts(), within } })

it('names whose towns are ranked, wherever it says who is', () => {
  expect(model.neutralTitle).toBe('安平县各乡镇街道技能培训覆盖率排名')
  expect(model.lines.subtitle).toMatch(/^安平县各乡镇街道技能培训覆盖率，/)
  expect(model.file.view).toBe('安平县乡镇街道排名')
  expect([model.neutralTitle, model.lines.subtitle, model.altText, model.file.view].join()).not.toContain('区县')
})

it('says who is ranked of districts as before', () => {
  const districts = chartFromSpec(
    { kind: 'district-ranking', measure: 'JN03' },
    { facts: 'ranking', data: rankingFacts() },
  )
  expect([districts.neutralTitle, districts.file.view]).toEqual(['各区县技能培训覆盖率排名', '区县排名'])
})
