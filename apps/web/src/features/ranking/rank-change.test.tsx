import { screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { rankingFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

it('the change of place stands beside its own unit, also after a unit that has no place', async () => {
  const facts = rankingFacts()
  const place = facts.units.code.map((_, at) => (at === 0 ? null : at))
  const rank = place
  const previousRank = place.map((now) => (now === null ? null : now === 1 ? 4 : now === 2 ? 1 : now))
  const unrankedReason = place.map((now) => (now === null ? '未报，不参与排名' : null))
  const [, first, second, third] = facts.units.shortName
  const without = {
    ...facts,
    rank,
    previousRank,
    rankAmongCommon: rank,
    unrankedReason,
    value: facts.value.map((_, at) => (at === 0 ? null : 90 - at)),
    state: facts.state.map((_, at) => (at === 0 ? ('not_reported' as const) : ('reported' as const))),
    isTied: facts.isTied.map(() => false),
  }
  serveFixtures(({ path }) => (path.endsWith('/rankings/JN03') ? { body: without } : undefined))
  renderApp('/rank?by=JN03')
  const rows = await screen.findAllByRole('button', { name: /上升|下降|位次不变/ })
  const wordsOf = (row: HTMLElement) => row.getAttribute('aria-label') ?? row.textContent
  const changeOf = (name: string | undefined) =>
    rows
      .map(wordsOf)
      .find((words) => words.includes(name ?? '?'))
      ?.match(/上升\d+位|下降\d+位|位次不变/)?.[0]
  expect([first, second, third].map(changeOf)).toEqual(['上升3位', '下降1位', '位次不变'])
  expect(rows.some((row) => wordsOf(row).includes(without.units.shortName[0] ?? '?'))).toBe(false)
})
