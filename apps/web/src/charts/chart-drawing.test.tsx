import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartSpec } from '@cg/contract/chart'
import { chartMarks } from '@cg/charts/options/build'
import { panelSettings } from '@cg/charts/settings-for'
import { must } from '@cg/domain/must'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { indicatorFacts, rankingFacts, release } from '../testing/fixtures.ts'
import { applyTheme } from '../lib/use-theme.ts'
import { printPage } from '../lib/print-page.ts'
import { ChartDrawing } from './chart-drawing.tsx'

const spec: ChartSpec = { kind: 'district-ranking', measure: 'JN03' }
const model = chartFromSpec(spec, { facts: 'ranking', data: rankingFacts() })

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(640)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  applyTheme('light')
})

const trendSpec: ChartSpec = { kind: 'trend', measure: 'JN03' }
const trend = () => chartFromSpec(trendSpec, { facts: 'indicator', data: indicatorFacts() })

const picture = (container: HTMLElement) => container.querySelector('img')

test('a panel is at once the picture of its own spec, width and theme, and keyboard, click and tips wait for no library', async () => {
  const chosen: string[] = []
  const { container } = render(
    <ChartDrawing head={release} spec={spec} model={model} onSelect={(key) => chosen.push(key)} />,
  )
  const address = new URL(picture(container)?.getAttribute('src') ?? '', 'http://x')
  expect(address.pathname).toBe('/api/v1/releases/CG-2026Q3-01/charts/panel')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    kind: 'district-ranking',
    measure: 'JN03',
    width: '640',
    theme: 'light',
    height: '414',
  })
  const rows = screen.getAllByRole('button')
  expect(rows).toHaveLength(model.body.form === 'bars' ? model.body.rows.length : 0)
  const [, second] = rows
  if (!second) throw new Error('no second row')
  expect(second.getAttribute('aria-label')).toMatch(/^高新.*91\.8%，位次：第2位，时序目标：85\.0%（达标）/)
  fireEvent.focus(second)
  expect(container.querySelector('.chart-tip')?.textContent).toContain('位次：第2位')
  fireEvent.keyDown(second, { key: 'Escape' })
  expect(container.querySelector('.chart-tip')).toBeNull()
  fireEvent.click(second)
  // Marked with the click; the page follows after the frame that shows it.
  expect(second.getAttribute('aria-pressed')).toBe('true')
  await waitFor(() => expect(chosen).toEqual(['YC05']))
  expect(container.querySelector('.chart-live')).toBeNull()
})

const asked = (container: HTMLElement): Record<string, string> =>
  Object.fromEntries(new URL(picture(container)?.getAttribute('src') ?? '', 'http://x').searchParams)

test('the pointer finds the points of a line, without a library; where there is none the tip goes', () => {
  const model = trend()
  const { container } = render(<ChartDrawing head={release} spec={trendSpec} model={model} />)
  const { points } = chartMarks(model, panelSettings({ width: 640, height: 340, theme: 'light', animation: false }))
  const { box, detail } = must(points.at(-1))
  const frame = must(container.querySelector('.chart-targets'))
  fireEvent.pointerMove(frame, { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 })
  expect(container.querySelector('.chart-tip')?.textContent).toBe(detail.join(''))
  fireEvent.pointerMove(frame, { clientX: 1, clientY: 1 })
  expect(container.querySelector('.chart-tip')).toBeNull()
  expect(container.querySelector('.chart-live')).toBeNull()
  // Nothing in it is for keyboard or ear: those have the picture's words and the table.
  expect(frame.getAttribute('aria-hidden')).toBe('true')
  expect(picture(container)?.alt).toBe(model.altText)
})

test('another theme is another picture at once, another width when it rests, and the one before stands until then', () => {
  vi.useFakeTimers()
  let report: ((width: number) => void) | null = null
  class Observer extends ResizeObserver {
    constructor(heard: ResizeObserverCallback) {
      super(heard)
      report = (width) => heard([{ contentRect: { width } } as ResizeObserverEntry], this)
    }
  }
  vi.stubGlobal('ResizeObserver', Observer)
  const { container } = render(<ChartDrawing head={release} spec={spec} model={model} />)
  const first = picture(container)
  const wider = (width: number): void => act(() => report?.(width))
  wider(900)
  expect(asked(container)['width']).toBe('640')
  act(() => void vi.advanceTimersByTime(100))
  wider(1000)
  act(() => void vi.advanceTimersByTime(199))
  expect(asked(container)['width']).toBe('640')
  act(() => void vi.advanceTimersByTime(1))
  expect(asked(container)).toMatchObject({ width: '1000', theme: 'light' })
  act(() => applyTheme('dark'))
  expect(asked(container)).toMatchObject({ width: '1000', theme: 'dark' })
  expect(picture(container)).toBe(first)
  expect(container.querySelector('.chart-live')).toBeNull()
  vi.unstubAllGlobals()
})

test('a picture that does not come is drawn here instead, and what can be chosen stays', async () => {
  const { container } = render(<ChartDrawing head={release} spec={spec} model={model} onSelect={() => undefined} />)
  const image = picture(container)
  if (!image) throw new Error('no picture')
  fireEvent.error(image)
  await waitFor(() => expect(container.querySelector('.chart-live svg')).not.toBeNull(), { timeout: 20_000 })
  expect(picture(container)).toBeNull()
  expect(screen.getAllByRole('button').length).toBeGreaterThan(10)
})

const ink = (container: HTMLElement) => [
  ...new Set([...container.querySelectorAll('.chart-live text')].map((text) => text.getAttribute('fill'))),
]

test('a dark page has the light picture ready for paper, and shows the dark one alone', () => {
  applyTheme('dark')
  const { container } = render(<ChartDrawing head={release} spec={spec} model={model} />)
  const [shown, paper, ...more] = container.querySelectorAll('img')
  expect(more).toEqual([])
  expect(shown?.src).toContain('theme=dark')
  expect(shown?.className).toBe('chart-still no-print')
  expect(paper?.src).toBe(shown?.src.replace('theme=dark', 'theme=light'))
  expect([paper?.className, paper?.alt]).toEqual(['chart-still chart-paper', ''])
})

test('a dark drawing is light while it is printed, and dark again after', async () => {
  applyTheme('dark')
  const { container } = render(<ChartDrawing head={release} spec={spec} model={model} />)
  fireEvent.error(must(container.querySelector('img')))
  await waitFor(() => expect(container.querySelector('.chart-live svg')).not.toBeNull(), { timeout: 20_000 })
  expect(container.querySelector('.chart-live svg')?.getAttribute('viewBox')).toMatch(/^0 0 640 \d+$/)
  const dark = ink(container)
  expect(dark).toContain('#EAF0F8')
  fireEvent(window, new Event('beforeprint'))
  expect(ink(container)).toContain('#1B2430')
  expect(ink(container)).not.toContain('#EAF0F8')
  fireEvent(window, new Event('afterprint'))
  expect(ink(container)).toEqual(dark)
})

test('a print waits for a picture on its way, and one started without waiting says what lacks', async () => {
  vi.useFakeTimers()
  const print = vi.spyOn(window, 'print').mockReturnValue()
  const { container } = render(<ChartDrawing head={release} spec={spec} model={model} />)
  expect(container.querySelector('.print-only')?.textContent).toMatch(/^此处内容打印时尚未读取完毕/)
  const printed = printPage()
  await vi.advanceTimersByTimeAsync(2000)
  expect(print).not.toHaveBeenCalled()
  const image = picture(container)
  if (!image) throw new Error('no picture')
  fireEvent.load(image)
  await vi.advanceTimersByTimeAsync(200)
  await printed
  expect(print).toHaveBeenCalledTimes(1)
  expect(container.querySelector('.print-only')).toBeNull()
})
