import type { TalkFacts } from '@cg/contract/release/talk'
import { partText } from '@cg/export/testing/zip'
import { talkSections } from '@cg/charts/page/talk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/*
 * Every statement of the speech has a page and a file that shows it (issue 10): a figure of the demo city's release, a told
 * reason why there is none, or a page that is named.
 */

/** Measurable statements that nothing shows yet, by their ids: it may only become shorter. */
const open: readonly string[] = []

const release = '/api/v1/releases/CG-2026Q2-01'
let city: ReadCity
let leader: Page
let facts: TalkFacts

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
  facts = (await (await leader.request.get(`${release}/talk`)).json()) as TalkFacts
})

afterAll(async () => {
  await city?.stop()
})

describe('the speech', () => {
  it('has for every statement that can be measured a figure of the release, a told reason or a page', () => {
    const unshown = facts.points.filter(({ point, shown }) => {
      if (point.why !== undefined || point.page !== undefined) return false
      return (
        shown.length === 0 ||
        shown.some(({ isKnown, value, state }) => !isKnown || (value === null && state === 'reported'))
      )
    })
    const measurable = facts.points.filter(({ point }) => point.why === undefined)
    process.stdout.write(`statements of the speech: ${measurable.length} measurable, ${unshown.length} shown nowhere\n`)
    expect(measurable).toHaveLength(119)
    expect(unshown.map(({ point }) => point.id)).toEqual(open)
  })

  it('stands whole in the file, sentence by sentence with the figures of the page', async () => {
    const file = await leader.request.get(`${release}/pages/talk?format=xlsx`)
    expect(file.status()).toBe(200)
    const texts = await partText(new Uint8Array(await file.body()), 'xl/sharedStrings.xml')
    const rows = talkSections(facts, undefined).flatMap((section) => section.rows)
    const told = rows.flatMap(({ point, lines, said }) => [
      point.quote,
      said,
      ...lines.flatMap(({ name, base, change }) => [name, base.note, change.text, change.note]),
    ])
    expect(told.filter((words) => !texts.includes(words.replaceAll('&', '&amp;')))).toEqual([])
    const paper = await leader.request.get(`${release}/pages/talk?format=pdf`)
    expect([paper.status(), (await paper.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  })

  it('leads from every number to where it comes from, and from every statement to its indicator', async () => {
    await leader.goto('/materials/talk')
    await leader.getByRole('table', { name: '讲话对照表' }).waitFor()
    const places = await leader
      .locator('.talk-name a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    const figures = facts.points.flatMap(({ shown }) => shown)
    expect(places).toHaveLength(figures.length)
    expect(places.filter((place) => !place.startsWith('/i/'))).toEqual([])
    await leader.locator('#F066 ~ .talk-now button').click()
    await leader.getByRole('dialog').getByText('基本养老保险参保率').first().waitFor()
  })
})
