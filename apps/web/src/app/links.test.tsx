import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../testing/fixtures.ts'
import { renderApp } from '../testing/render-app.tsx'
import { serveFixtures } from '../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const directory = () => screen.findByRole('table', { name: '指标一览' })
const namesIn = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

describe('a link reproduces the view:', () => {
  test('the dimension and the words that the list of indicators is filtered by', async () => {
    serveFixtures()
    const { router } = renderApp('/i')
    const all = namesIn(await directory())
    fireEvent.click(screen.getByRole('radio', { name: '技能提升' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ dim: 'SKILLS' }))
    const word = all[0]?.slice(0, 4) ?? ''
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: word } })
    await waitFor(() => expect(router.state.location.search).toMatchObject({ dim: 'SKILLS', q: word }))
    const shown = namesIn(await directory())
    expect(shown.length).toBeLessThan(all.length)
    const { href } = router.state.location
    document.body.replaceChildren()
    renderApp(href)
    expect(namesIn(await directory())).toEqual(shown)
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe(word)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '技能提升' }).checked).toBe(true)
  })

  test('a dimension that the release does not have shows all', async () => {
    serveFixtures()
    renderApp('/i?dim=NONE')
    await directory()
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '全部' }).checked).toBe(true)
  })

  test('the order of a table, and each table its own', async () => {
    serveFixtures()
    const { router } = renderApp('/rank?view=table')
    const table = await screen.findByRole('table', { name: /居首/ })
    const given = namesIn(table)
    const [sort] = within(table).getAllByRole('button')
    fireEvent.click(sort as HTMLElement)
    await waitFor(() => expect(String(router.state.location.search.order)).toMatch(/^district-ranking:.+:down$/))
    fireEvent.click(within(await screen.findByRole('table', { name: /居首/ })).getAllByRole('button')[0] as HTMLElement)
    await waitFor(() => expect(String(router.state.location.search.order)).toMatch(/:up$/))
    const turned = namesIn(await screen.findByRole('table', { name: /居首/ }))
    const { href } = router.state.location
    document.body.replaceChildren()
    renderApp(href)
    expect(namesIn(await screen.findByRole('table', { name: /居首/ }))).toEqual(turned)
    expect([...turned].sort()).toEqual([...given].sort())
  })

  test('the part of the administration', async () => {
    const admin = me({
      grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }],
    })
    serveFixtures(({ path }) => (path === '/api/v1/session' ? { body: admin } : undefined))
    renderApp('/admin?part=periods')
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: '期次' })).checked).toBe(true)
  })
})
