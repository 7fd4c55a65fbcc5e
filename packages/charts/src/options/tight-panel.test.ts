import { describe, expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import type { ChartModel } from '../model.ts'
import { panelSettings } from '../settings-for.ts'
import { scoreFacts } from '../testing/fixtures.ts'
import { buildOption, chartTargets } from './build.ts'
import type { Shape } from './frame.ts'

const ranking = (focus?: string): ChartModel =>
  chartFromSpec(
    { kind: 'district-ranking', measure: 'score', ...(focus === undefined ? {} : { focus }) },
    { facts: 'ranking', data: scoreFacts() },
  )
const panel = (height: number, leastRow?: number) =>
  panelSettings({ width: 500, height, theme: 'light', animation: false, fontSize: 14, leastRow })

function keysOf(model: ChartModel): string[] {
  return model.body.form === 'bars' ? model.body.rows.map(({ key }) => key) : []
}

function wordsIn(model: ChartModel, height: number, leastRow?: number): string[] {
  const shapes = buildOption(model, panel(height, leastRow))['graphic'] as Shape[]
  return shapes.flatMap(({ style }) => (style as { text?: string } | undefined)?.text ?? [])
}

describe('a panel that cannot grow', () => {
  const all = keysOf(ranking())

  test('keeps who leads and who lags, and says how many it lists', () => {
    const drawn = chartTargets(ranking(), panel(200, 20)).map(({ key }) => key)
    expect(drawn.length).toBeLessThan(all.length)
    expect(drawn[0]).toBe(all[0])
    expect(drawn.at(-1)).toBe(all.at(-1))
    expect(drawn).toEqual(all.filter((key) => drawn.includes(key)))
    expect(wordsIn(ranking(), 200, 20).join()).toContain(
      `图中列出${drawn.length}项，另有${all.length - drawn.length}项未列`,
    )
  })

  test('keeps a unit in focus wherever it stands', () => {
    const without = chartTargets(ranking(), panel(200, 20)).map(({ key }) => key)
    const dropped = all.find((key) => !without.includes(key)) ?? ''
    expect(chartTargets(ranking(dropped), panel(200, 20)).map(({ key }) => key)).toContain(dropped)
  })

  test('draws every row where there is room, and always where it can grow', () => {
    expect(chartTargets(ranking(), panel(600, 20))).toHaveLength(all.length)
    expect(chartTargets(ranking(), panel(200))).toHaveLength(all.length)
    expect(wordsIn(ranking(), 200).join()).not.toContain('图幅所限')
  })
})
