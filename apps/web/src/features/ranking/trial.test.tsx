import type { RankingFacts } from '@cg/contract/release/ranking'
import { tryScore } from '@cg/contract/score-trial'
import { must } from '@cg/domain/must'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { scoreFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import { triedCsv, triedRows } from './trial-rows.ts'
import { readTrial, writeTrial } from './trial-search.ts'

/** The fixture's units with points that give the published places when weighed. */
function triable(): RankingFacts {
  const facts = scoreFacts()
  const points = facts.parts.map((_, part) =>
    facts.value.map((value, at) => (value === null ? null : value + ((at + part) % 3) - 1)),
  )
  const weighed = {
    weights: facts.parts.map(({ weight }) => weight),
    points,
    blocks: facts.units.code.map(() => []),
    availability: 0.5,
    rankRule: 'competition' as const,
    adjustments: [],
    facts: [],
  }
  const rows = must(tryScore({ ...facts, weighed }, { blocks: {}, items: {} }))
  return {
    ...facts,
    weighed,
    value: rows.map(({ total }) => total),
    rank: rows.map(({ overall }) => overall?.rank ?? null),
  }
}

function open(path: string, facts = triable()) {
  serveFixtures(({ path: asked }) => (asked.endsWith('/rankings/score') ? { body: facts } : undefined))
  return renderApp(path)
}

const places = () =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    )

describe('a trial of weights', () => {
  test('begins with the published places and is marked in words and in the address', async () => {
    const { router } = open('/rank')
    fireEvent.click(await screen.findByRole('button', { name: '试算权重' }))
    expect(await screen.findByRole('heading', { level: 1, name: '综合得分权重试算（试算，非正式）' })).toBeTruthy()
    await screen.findByText(/与正式位次不同的单位：0个/)
    expect(router.state.location.search).toMatchObject({ try: '0' })
    for (const [rank, , official] of places()) expect(rank).toBe(official)
    expect(screen.queryByRole('button', { name: /导出$|导出图/ })).toBeNull()
  })

  test('shows who moves, keeps the weights in the address alone, and is left as it was entered', async () => {
    const { router } = open('/rank?try=0')
    const slider = await screen.findByRole('slider', { name: /^技能提升/ })
    fireEvent.change(slider, { target: { value: '60' } })
    await waitFor(() => expect(router.state.location.search).toMatchObject({ try: 'SKILLS.60' }))
    fireEvent.click(screen.getByRole('button', { name: '恢复正式权重' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ try: '0' }))
    fireEvent.click(screen.getByRole('button', { name: '退出试算' }))
    await screen.findByRole('button', { name: '试算权重' })
    expect(router.state.location.search).not.toHaveProperty('try')
  })

  test('is not offered by a release that does not hold the points', async () => {
    open('/rank?try=0', scoreFacts())
    await screen.findByRole('combobox', { name: /排序/ })
    expect(screen.queryByRole('button', { name: '试算权重' })).toBeNull()
    expect(screen.queryByText(/试算，非正式/)).toBeNull()
  })

  test('says in every line of its file that it is none of the official results', () => {
    const facts = triable()
    const text = triedCsv(facts, triedRows(facts, must(tryScore(facts, { blocks: {}, items: {} }))), 'SKILLS.60')
    const lines = text.trim().split('\r\n').slice(1)
    expect(lines).toHaveLength(facts.units.code.length)
    for (const line of lines) expect(line).toMatch(/^"?试算，非正式"?,.*SKILLS\.60$/)
  })

  test('is read from the address as it was written', () => {
    const trial = { blocks: { SKILLS: 30 }, items: { JN03: 5.5, QY01: 0 } }
    expect(readTrial(writeTrial(trial), ['SKILLS'])).toEqual(trial)
    expect(readTrial('0', ['SKILLS'])).toEqual({ blocks: {}, items: {} })
    expect(readTrial('x', [])).toEqual({ blocks: {}, items: {} })
    expect(readTrial(undefined, [])).toBeUndefined()
  })
})
