import { screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { fullOverview, scoreFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { lastPlaces } from './leader-questions.tsx'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

function turnedOverview() {
  const facts = fullOverview()
  const turned = { kind: 'turned', all: 6, compared: 6, leads: ['较上季'], better: 5, worse: 1, level: 0 } as const
  return { ...facts, claims: [...facts.claims, turned] }
}

function onWindow(isNarrow: boolean) {
  vi.stubGlobal('matchMedia', (media: string) => ({
    media,
    matches: isNarrow && media.includes('max-width'),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
}

test('on a phone the three questions are answered before the cards, in the words of the release', async () => {
  onWindow(true)
  serveFixtures(({ path }) => (path.endsWith('/overview') ? { body: turnedOverview() } : undefined))
  renderApp('/')
  const questions = await screen.findByRole('region', { name: '三个问题' }, patience)
  expect(
    within(questions)
      .getAllByRole('heading')
      .map((one) => one.textContent),
  ).toEqual(['达标？', '谁落后？', '在变好吗？'])
  expect(questions.textContent).toContain('6项核心指标与上季相比，5项好转、1项变差')
  const cards = screen.getByRole('list', { name: '核心指标' })
  expect(questions.compareDocumentPosition(cards) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0)
})

test('where there is room the page says the same beside each other', async () => {
  onWindow(false)
  serveFixtures()
  renderApp('/')
  await screen.findByRole('list', { name: '核心指标' }, patience)
  expect(screen.queryByRole('region', { name: '三个问题' })).toBeNull()
})

test('on a phone the bar keeps the quarter and the export, and the pages stand beneath it', async () => {
  onWindow(true)
  serveFixtures()
  renderApp('/')
  const bar = (await screen.findByRole('button', { name: /^期次/ }, patience)).closest<HTMLElement>('.bar')
  if (bar === null) throw new Error('the quarter is chosen outside the bar')
  expect(await within(bar).findByRole('button', { name: '导出' }, patience)).toBeTruthy()
  expect(within(bar).queryByRole('navigation')).toBeNull()
  expect(screen.getByRole('navigation', { name: '主导航' })).toBeTruthy()
})

test('the last three places come with what is open of them; nobody is last among five, or where nobody is ranked', () => {
  const facts = scoreFacts()
  const count = facts.units.code.length
  const places = facts.units.code.map((_, at) => count - at)
  const ranking = {
    ...facts,
    notRanked: null,
    rank: places,
    rankLow: places.map((place) => (place === count ? place - 1 : place)),
    rankHigh: places,
  }
  const names = facts.units.shortName
  expect(lastPlaces(ranking)).toEqual([
    { code: facts.units.code[0], name: names[0], place: `第${count}位`, open: `第${count - 1}—${count}位` },
    { code: facts.units.code[1], name: names[1], place: `第${count - 1}位`, open: null },
    { code: facts.units.code[2], name: names[2], place: `第${count - 2}位`, open: null },
  ])
  const few = { ...ranking, rank: places.map((_, at) => (at < 5 ? at + 1 : null)) }
  expect(lastPlaces(few)).toEqual([])
  expect(lastPlaces({ ...ranking, notRanked: 'tooFew' })).toEqual([])
})
