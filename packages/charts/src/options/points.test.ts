import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import type { ChartModel } from '../model.ts'
import { init } from '../register.ts'
import { panelSettings } from '../settings-for.ts'
import { gallery } from '../testing/gallery.ts'
import { buildOption, chartMarks } from './build.ts'

const size = { width: 640, height: 360 } as const
const settings = panelSettings({ ...size, theme: 'light', animation: false })

const models = gallery().filter(({ body }) => body.form === 'lines' || body.form === 'bump')

/** Where ECharts puts the figures of a model. */
function drawn(model: ChartModel): (at: number, value: number) => readonly number[] {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  chart.setOption(buildOption(model, settings))
  return (at, value) => chart.convertToPixel({ seriesIndex: 0 }, [at, value]) as number[]
}

const middle = ({ left, top, width, height }: { left: number; top: number; width: number; height: number }) => [
  left + width / 2,
  top + height / 2,
]

describe.each(models)('what the pointer finds in “$title”', (model) => {
  const { points, targets } = chartMarks(model, settings)

  test('lies where ECharts draws it, and says its own figure', () => {
    const at = drawn(model)
    const { body } = model
    const expected =
      body.form === 'lines'
        ? body.series.flatMap((line) =>
            line.figures.flatMap(({ value, text }, period) =>
              value === null || line.role === 'expected' || line.role === 'target'
                ? []
                : [{ place: at(period, value), words: [must(body.periods[period]), `${line.name}：${text}`] }],
            ),
          )
        : body.form === 'bump'
          ? body.series.flatMap((line) =>
              line.ranks.flatMap((rank, period) =>
                rank === null ? [] : [{ place: at(period, rank), words: line.detail }],
              ),
            )
          : []
    expect(expected.length).toBeGreaterThan(0)
    for (const { place, words } of expected) {
      const found = points.filter(({ box }) => middle(box).every((one, axis) => Math.abs(one - must(place[axis])) < 1))
      expect(
        found.some(({ detail }) => words.every((word) => detail.includes(word))),
        words.join(),
      ).toBe(true)
    }
  })

  test('reaches no further than half way to the next of its line', () => {
    for (const one of points)
      for (const other of points)
        if (one.key.split(' ')[0] === other.key.split(' ')[0] && other.box.left > one.box.left)
          expect(one.box.left + one.box.width).toBeLessThanOrEqual(other.box.left + 0.01)
  })

  test('where it can be chosen it is what its name stands for', () => {
    if (model.body.form !== 'bump') return expect(targets).toEqual([])
    const keys = new Set(model.body.series.map(({ key }) => key))
    expect(points.every(({ key }) => keys.has(key))).toBe(true)
  })
})
