import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { rankingFacts } from '../testing/fixtures.ts'
import { mapSheet } from '../testing/map-fixture.ts'
import { pageAnswers } from '../testing/page-fixture.ts'
import { pageFrom } from './page.ts'
import { placeBuilt } from './place.ts'

const approval = '审图号：演示S(2026)0001号（云川市自然资源局编制，图形经简化）'
const of = { measure: 'JN03' }

/** Outlines that lack the first district they had. */
function lacking() {
  const sheet = mapSheet()
  return { ...sheet, outline: { ...sheet.outline, units: sheet.outline.units.slice(1) } }
}

it('draws the city’s own map wherever it has one, and tiles without one or when asked for', () => {
  const kind = (ground: Parameters<typeof placeBuilt>[2]) => placeBuilt(rankingFacts(), of, ground).spec.kind
  expect(kind({ sheet: mapSheet() })).toBe('map')
  expect(kind({ sheet: mapSheet(), form: 'map' })).toBe('map')
  expect(kind({ sheet: mapSheet(), form: 'tiles' })).toBe('tile-map')
  expect(kind({ sheet: null })).toBe('tile-map')
  expect(kind({ sheet: null, form: 'map' })).toBe('tile-map')
})

it('falls back to tiles where a district has no outline, and says so only to whoever asked for the map', () => {
  expect(placeBuilt(rankingFacts(), of, { sheet: lacking() }).spec.kind).toBe('tile-map')
  const asked = placeBuilt(rankingFacts(), of, { sheet: lacking(), form: 'map' })
  expect('refusal' in asked ? asked.refusal : '').toContain('的轮廓，不能成图')
})

it('puts the map with its 审图号 into the files of 总览 and of an indicator', () => {
  const sheet = mapSheet()
  const pages = [
    pageFrom({ ...pageAnswers.overview, sheet }, {}, null),
    pageFrom({ ...pageAnswers.indicator, place: { ranking: rankingFacts(), sheet } }, {}, null),
  ]
  for (const { blocks } of pages) {
    const maps = blocks.flatMap((block) => ('model' in block && block.model.kind === 'map' ? [block.model] : []))
    expect(maps).toHaveLength(1)
    expect(must(maps[0]).lines.map).toBe(approval)
    expect(blocks.some((block) => 'model' in block && block.model.kind === 'tile-map')).toBe(false)
  }
})

it('keeps to the tiles that the address asks for', () => {
  const sheet = mapSheet()
  const kinds = (page: ReturnType<typeof pageFrom>) =>
    page.blocks.flatMap((block) => ('model' in block ? [block.model.kind] : []))
  const overview = kinds(pageFrom({ ...pageAnswers.overview, sheet }, { place: 'tiles' }, null))
  expect([overview.includes('tile-map'), overview.includes('map')]).toEqual([true, false])
  const place = { ranking: rankingFacts(), sheet }
  expect(kinds(pageFrom({ ...pageAnswers.indicator, place }, { place: 'tiles' }, null))).not.toContain('map')
})
