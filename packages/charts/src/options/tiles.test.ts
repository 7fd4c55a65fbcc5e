import { expect, test } from 'vitest'
import type { Tile, TilesBody } from '../model.ts'
import { panelSettings } from '../settings-for.ts'
import type { Shape } from './frame.ts'
import { tilesOption, tilesTargets } from './tiles.ts'

const settings = panelSettings({ width: 660, height: 600, theme: 'light', animation: false })
const plot = { left: 0, top: 0, width: 660, height: 600 }

function bodyOf(count: number, change: (at: number) => Partial<Tile> = () => ({})): TilesBody {
  const columns = Math.ceil(Math.sqrt(count))
  const tiles = Array.from({ length: count }, (_, at): Tile => ({
    key: `U${at}`,
    name: `区县${at}`,
    figure: { value: at, state: 'reported', text: String(at) },
    shade: at % 5,
    tone: 'plain',
    detail: [],
    row: Math.floor(at / columns),
    column: at % columns,
    ...change(at),
  }))
  const classes = [0, 1, 2, 3, 4].map((shade) => ({ text: String(shade), count: count / 5 }))
  return { form: 'tiles', unit: '%', decimals: 1, classes, missing: [], tiles, rows: columns, columns }
}

const shapes = (body: TilesBody): Shape[] => tilesOption(body, plot, settings)['graphic'] as Shape[]
const outlines = (body: TilesBody) =>
  shapes(body).flatMap((shape) => (shape.type === 'outline' ? [shape['shape'] as { rings: number[][] }] : []))

test('tiles of a city hold their names and figures', () => {
  const drawn = shapes(bodyOf(12)).filter(({ type }) => type === 'text')
  expect(drawn.length).toBeGreaterThanOrEqual(24)
  expect(outlines(bodyOf(12))).toEqual([])
})

test('thousands of tiles are one shape for all that look alike, each where its target lies', () => {
  const body = bodyOf(2850)
  expect(outlines(body).map(({ rings }) => rings.length)).toEqual([570, 570, 570, 570, 570])
  expect(shapes(body).length).toBeLessThan(20)
  const rings = outlines(body).flatMap(({ rings: own }) => own.map(([left, top]) => `${left} ${top}`))
  expect(new Set(rings)).toEqual(new Set(tilesTargets(body, plot, settings).map(({ box }) => `${box.left} ${box.top}`)))
})

test('among them a missing figure keeps its frame, and the marked unit its outline', () => {
  const body = bodyOf(1000, (at) => {
    if (at === 3) return { shade: null, figure: { value: null, state: 'not_reported', text: '未报' } }
    return at === 7 ? { tone: 'focus' } : {}
  })
  expect(outlines(body).map(({ rings }) => rings.length)).toEqual([200, 200, 200, 1, 200, 199, 1])
  const drawn = shapes(body).filter(({ type }) => type === 'outline')
  expect(drawn[3]?.['style']).toMatchObject({ lineDash: [4, 3] })
  expect(drawn.at(-1)?.['style']).toMatchObject({ fill: 'none', lineWidth: 3 })
})
