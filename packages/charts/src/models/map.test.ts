import type { ChartSpec } from '@cg/contract/chart'
import type { MapSheet } from '@cg/contract/map'
import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { mapLayout } from '../map/layout.ts'
import type { PlacedArea } from '../map/layout.ts'
import { hatchLines, roomFor, spansAt } from '../map/spans.ts'
import type { ChartModel, MapBody } from '../model.ts'
import { footerLines } from '../model.ts'
import { buildOption, chartTargets } from '../options/build.ts'
import { mapShapes } from '../options/map.ts'
import { panelSettings } from '../settings-for.ts'
import { rankingFacts } from '../testing/fixtures.ts'
import { mapSheet } from '../testing/map-fixture.ts'

function draw(change: Partial<ChartSpec> = {}, sheet: MapSheet | undefined = mapSheet()): ChartModel {
  const spec: ChartSpec = { kind: 'map', measure: 'JN03', ...change }
  return chartFromSpec(spec, { facts: 'ranking', data: rankingFacts(), ...(sheet === undefined ? {} : { sheet }) })
}

function bodyOf({ body }: ChartModel): MapBody {
  if (body.form !== 'map') throw new Error(`${body.form} is no map`)
  return body
}

const box = { left: 0, top: 0, width: 800, height: 500 }
const settings = panelSettings({ width: 800, height: 500, theme: 'light', animation: false })

describe('a map', () => {
  test('has the classes and states of the tile map, and its number in the foot and in the panel', () => {
    const model = draw()
    const tiles = draw({ kind: 'tile-map' }).body
    const body = bodyOf(model)
    if (tiles.form !== 'tiles') throw new Error('no tiles')
    expect([body.classes, body.missing]).toEqual([tiles.classes, tiles.missing])
    expect(body.approval).toBe('审图号：演示S(2026)0001号（云川市自然资源局编制，图形经简化）')
    expect(footerLines(model.lines)[0]).toBe(body.approval)
    const option = buildOption(model, panelSettings({ width: 600, height: 460, theme: 'light', animation: false }))
    expect(JSON.stringify(option)).toContain(body.approval)
  })

  test('lists beside what lies over others, and leaves blank what the group does not hold', () => {
    expect(bodyOf(draw()).beside.map((unit) => unit.name)).toEqual(['高新区'])
    expect(draw().lines.note).toContain('高新区与所在区县范围重叠，不单绘轮廓，列于图旁')
    const county = draw({ group: '县域' })
    expect(bodyOf(county).areas.map((area) => area.name)).toEqual([
      '南屏市',
      '东湖市',
      '安平县',
      '青石县',
      '丰泽县',
      '云岭满族自治县',
    ])
    expect(bodyOf(county).quiet).toHaveLength(5)
    expect(county.lines.note).toContain('留白的区域不在所选范围内')
  })

  test('is refused with words where there is none, and where a district would be missing', () => {
    expect(() => chartFromSpec({ kind: 'map', measure: 'JN03' }, { facts: 'ranking', data: rankingFacts() })).toThrow(
      '本市没有在用的地图，请改看方块图',
    )
    const { outline } = mapSheet()
    const lacking = mapSheet({ id: 4, outline: { ...outline, units: outline.units.slice(2) } })
    expect(() => draw({}, lacking)).toThrow(
      '第4版地图没有江北区、江东区的轮廓，不能成图，请改看方块图，或请管理员上传新的地图',
    )
  })

  test('names an area where the name fits, else numbers it in the order of the list', () => {
    const { areas, listed } = mapLayout(bodyOf(draw()), box, 13)
    const small = areas.filter((one) => one.label === null)
    expect(small.map(({ area, mark }) => [area.name, mark?.text])).toEqual([['临港区', '1']])
    expect(listed.map(({ unit, mark }) => [unit.name, mark])).toEqual([
      ['临港区', '1'],
      ['高新区', ''],
    ])
    for (const one of areas) {
      if (one.label === null) continue
      const half = (one.label.size * one.area.name.length) / 2
      for (const y of [one.label.y - one.label.size, one.label.y + one.label.size])
        expect(
          spansAt(one.polygons, y).some(
            ([from, to]) => from <= must(one.label).x - half + 1 && to >= must(one.label).x + half - 1,
          ),
        ).toBe(true)
    }
  })

  test('a name that has room without its figure stands alone, and the list has the figure', () => {
    const { areas, listed, unlisted } = mapLayout(bodyOf(draw()), { left: 0, top: 0, width: 820, height: 480 }, 27)
    const namesOf = (some: readonly PlacedArea[]) => some.map(({ area }) => area.name)
    const [alone, numbered] = [
      areas.filter(({ label }) => label?.hasFigure === false),
      areas.filter(({ mark }) => mark !== null),
    ]
    expect([namesOf(alone), namesOf(numbered)]).toEqual([['河西区'], ['临港区', '云岭满族自治县']])
    expect([listed.map(({ unit, mark }) => [unit.name, mark]), unlisted]).toEqual([
      [
        ['临港区', '1'],
        ['河西区', ''],
        ['云岭满族自治县', '2'],
        ['高新区', ''],
      ],
      0,
    ])
  })

  test('the legend stands beside the map where more names then have room', () => {
    const body = bodyOf(draw())
    const legendAt = (width: number, height: number) => {
      const shapes = mapShapes(body, { left: 0, top: 0, width, height }, settings)
      const lines = shapes.filter(
        (one) => one.type === 'text' && /（\d+）$/.test(JSON.parse(JSON.stringify(one.style)).text),
      )
      return new Set(lines.map((one) => Math.round(Number(one.x)))).size === 1 ? 'beside' : 'beneath'
    }
    expect([legendAt(1600, 300), legendAt(800, 700)]).toEqual(['beside', 'beneath'])
  })

  test('can be pointed at by its shape, and reached by the keyboard where its words stand', () => {
    const targets = chartTargets(draw(), panelSettings({ width: 390, height: 520, theme: 'dark', animation: false }))
    expect(targets).toHaveLength(12)
    for (const { box: frame } of targets) expect(Math.min(frame.width, frame.height)).toBeGreaterThanOrEqual(24)
    expect(targets.filter((one) => one.area?.path.startsWith('M') === true)).toHaveLength(11)
  })

  test('of more than two hundred areas has no names and no list', () => {
    const body = bodyOf(draw())
    const many = {
      ...body,
      areas: Array.from({ length: 201 }, (_, at) => ({ ...must(body.areas[at % 11]), key: String(at) })),
    }
    const layout = mapLayout(many, box, 13)
    expect([layout.listed, layout.areas.every((one) => one.label === null && one.mark === null)]).toEqual([[], true])
  })
})

describe('room inside rings', () => {
  const ring = [0, 0, 100, 0, 100, 60, 0, 60, 0, 0]
  const hole = [40, 5, 40, 55, 60, 55, 60, 5, 40, 5]

  test('a hole and what covers an area leave no room for words', () => {
    expect(spansAt([[ring, hole]], 30)).toEqual([
      [0, 40],
      [60, 100],
    ])
    expect(roomFor([[ring]], [], 90, 20)).toMatchObject({ x: 50 })
    expect(roomFor([[ring, hole]], [], 50, 20)).toBeNull()
    expect(roomFor([[ring]], [[[hole]]], 50, 20)).toBeNull()
    expect(must(roomFor([[ring]], [[[hole]]], 30, 20) ?? undefined).x).not.toBeCloseTo(50)
  })

  test('hatch lines run inside alone', () => {
    const lines = hatchLines([[ring, hole]], 7)
    expect(lines.length).toBeGreaterThan(10)
    for (const [x1, y1, x2, y2] of lines) {
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
      expect(x > -0.1 && x < 100.1 && y > -0.1 && y < 60.1 && (x < 40.1 || x > 59.9 || y < 5.1 || y > 54.9)).toBe(true)
    }
  })
})
