import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { panelSettings } from '../settings-for.ts'
import { rankingFacts } from '../testing/fixtures.ts'
import { mapSheet } from '../testing/map-fixture.ts'
import { mapShapes } from './map.ts'
import type { PaintContext } from './paint.ts'
import { paintShapes } from './paint.ts'

test('a map is painted with every figure, its number, and each area in its colour', () => {
  const spec = { kind: 'map', measure: 'JN03' } as const
  const { body } = chartFromSpec(spec, { facts: 'ranking', data: rankingFacts(), sheet: mapSheet() })
  if (body.form !== 'map') throw new Error('no map')
  const settings = panelSettings({ width: 800, height: 500, theme: 'light', animation: false })
  const texts: string[] = []
  const fills: unknown[] = []
  const context: PaintContext = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineJoin: 'round',
    font: '',
    textAlign: 'left',
    textBaseline: 'top',
    beginPath: () => {},
    moveTo: () => {},
    lineTo: () => {},
    closePath: () => {},
    rect: () => {},
    arc: () => {},
    setLineDash: () => {},
    fill: () => void fills.push(context.fillStyle),
    stroke: () => {},
    fillText: (text) => void texts.push(text),
  }
  paintShapes(context, mapShapes(body, { left: 0, top: 0, width: 800, height: 500 }, settings))
  expect(texts).toEqual(expect.arrayContaining([body.approval, '85.1', '未报', '高新区']))
  const { sequential, missingFill } = settings.theme
  for (const area of body.areas) expect(fills).toContain(area.shade === null ? missingFill : sequential[area.shade])
})
