import { footerLines } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { describe, expect, test } from 'vitest'
import { renderSvg } from './svg.ts'
import { illFormed } from '../well-formed.ts'

const slide = { preset: 'slide', theme: 'light', isTransparent: false } as const

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)</g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  )
}

describe.each(gallery().map((model) => [model.kind, model] as const))('%s', (kind, model) => {
  const svg = renderSvg(model, slide)
  const words = textsOf(svg).join('')

  test('looks as it did', async () => {
    const rounded = svg.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10))
    await expect(rounded.replaceAll('><', '>\n<')).toMatchFileSnapshot(`./__snapshots__/${kind}.svg`)
  })

  test('draws the title, the six lines and the label of demo data', () => {
    const drawn = words.replaceAll(/[\s　｜]/gu, '')
    for (const line of [model.title, model.lines.subtitle, ...footerLines(model.lines)])
      expect(drawn).toContain(line.replaceAll(/[\s　｜]/gu, ''))
  })

  test('is named for a screen reader', () => {
    expect(svg).toMatch(
      /^<svg[^>]*role="img" aria-labelledby="cg-title cg-desc"><title id="cg-title">[^<]+<\/title><desc id="cg-desc">[^<]+<\/desc>/,
    )
    expect(svg).toContain('viewBox')
  })

  test('places every text by its baseline, as renderers without dominant-baseline do', () => {
    expect(svg).not.toContain('dominant-baseline')
    expect(svg).not.toContain('ecmeta_')
    for (const [tag] of svg.matchAll(/<text [^>]*>/g)) expect(tag).toMatch(/ y="[\d.-]+" font-size="[\d.]+"/)
  })

  test('carries no script, style sheet, handler or link to outside', () => {
    expect(/<script|<style|<foreignObject|\son\w+=|href=|url\((?!#)|@import/i.exec(svg)?.[0]).toBeUndefined()
    expect(illFormed(svg)).toBeNull()
  })
})

test('names that contain markup stay text', () => {
  const [model] = gallery()
  if (model === undefined || model.body.form !== 'bars') throw new Error('no bars')
  const rows = model.body.rows.map((row) => ({ ...row, name: '<img src=x onerror=alert(1)>{a|b}' }))
  const svg = renderSvg({ ...model, title: '</title><script>alert(1)</script>', body: { ...model.body, rows } }, slide)
  expect(illFormed(svg)).toBeNull()
  expect(/<script|<img/.exec(svg)).toBeNull()
  expect(textsOf(svg).join('')).toContain('<img src=x onerror=alert(1)>｛a｜b｝')
})
