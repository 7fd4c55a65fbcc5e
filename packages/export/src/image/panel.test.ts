import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import { illFormed } from '../well-formed.ts'
import { renderPanel } from './panel.ts'

const request = { width: 640, height: 420, theme: 'light' } as const

describe.each(gallery().map((model) => [model.kind, model] as const))('the panel of %s', (_, model) => {
  const svg = renderPanel(model, request)

  test('is small well-formed SVG without script, style sheet or line break', () => {
    expect(illFormed(svg)).toBeNull()
    expect(/<script|<style|<foreignObject|\son\w+=|href=|\n|dominant-baseline/.exec(svg)?.[0]).toBeUndefined()
    expect(svg).toMatch(/^<svg width="640" height="420" [^>]*viewBox="0 0 640 420"/)
    expect(svg.length).toBeLessThan(50_000)
  })

  test('is the same text every time', () => {
    expect(renderPanel(model, request)).toBe(svg)
  })
})

test('each bar carries what the small client needs, and the words over it let the pointer through', () => {
  const model = must(gallery()[0])
  if (model.body.form !== 'bars') throw new Error('no bars')
  const svg = renderPanel(model, request)
  const marks = [...svg.matchAll(/ecmeta_series_index="1" ecmeta_data_index="(\d+)" ecmeta_ssr_type="chart"/g)]
  const drawn = model.body.rows.flatMap((row, at) => (row.figure.value === null ? [] : [String(at)]))
  expect(marks.map((match) => match[1])).toEqual(drawn)
  expect(svg).not.toContain('ecmeta_silent')
  expect([...svg.matchAll(/pointer-events="none"/g)].length).toBeGreaterThan(drawn.length)
})

test('two panels on one page share no id', () => {
  const [bump, trend] = ['bump', 'trend'].map((kind) =>
    [...renderPanel(must(gallery().find((model) => model.kind === kind)), request).matchAll(/ id="([^"]*)"/g)].map(
      (match) => match[1],
    ),
  )
  expect(must(bump).length).toBeGreaterThan(0)
  expect(must(trend).length).toBeGreaterThan(0)
  expect(must(bump).filter((id) => must(trend).includes(id))).toEqual([])
})
