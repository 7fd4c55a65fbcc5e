import { cellKey } from '@cg/domain/form/form-cell'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openCity, setDuty } from './entry.fixture.ts'
import { sequence } from './log.commands.fixture.ts'
import { expectRebuilt, submissionOf, takeShot } from './log.fixture.ts'
import { keyOf, keys, newForm, places } from './log.model.fixture.ts'
import { seen } from './log.run.fixture.ts'
import type { Run } from './log.run.fixture.ts'
import { perform } from './log.steps.fixture.ts'

/*
 * Whatever fillers, the lead department and the office do one after another: the revision log alone gives the cells back,
 * a refused step leaves nothing, and an undo restores what stood before. A failure prints its seed, path and the
 * shortest sequence found; CG_SEED=n and CG_RUNS=n try others.
 */

const usual = 20_261_129
const seed = Number(process.env.CG_SEED ?? usual)
const numRuns = Number(process.env.CG_RUNS ?? 40)

const reached =
  'saved|unchanged|stale|refused|no save|race|upload|retry|save after return|undone|undone in part|undo refused by changes|' +
  'submit|sent again|sent again, withdrawn|withdraw|begin|check|accept|return|extend|' +
  'propose|recall|endorse|sendBack|signed|name|remove|spread|proposal'

/** What the city now holds is what it should hold, and the log says the same. */
async function expectSame(run: Run): Promise<void> {
  await expectRebuilt(run.city, run.shot, [
    [keys.rsj, 'rsj'],
    [keys.ap, 'ap'],
  ])
  for (const name of ['rsj', 'ap'] as const) {
    const own = new Set(places[name].map(keyOf))
    const stored = run.shot.cells.flatMap(({ itemCode, unitCode, breakdown, state, value, note: kept, version }) => {
      const key = cellKey({ item: itemCode, unit: unitCode, breakdown })
      return own.has(key) ? [[key, { state, value, note: kept, version }] as const] : []
    })
    expect(new Map(stored)).toEqual(run.model[name].cells)
    const behind = run.shot.evidence.filter((row) => row.form === name && row.removedAt === null)
    expect(
      behind.map(({ itemCode, unitCode, breakdown, name: title }) => ({
        key: cellKey({ item: itemCode, unit: unitCode, breakdown }),
        name: title,
      })),
    ).toEqual(run.model[name].evidence)
    expect(submissionOf(run.shot, keys[name])?.signOffStep ?? null).toBe(run.model[name].inside)
    expect(submissionOf(run.shot, keys[name])?.state ?? 'not_started').toBe(run.model[name].state)
  }
}

it('whatever is done, the log alone gives the cells back', async () => {
  const told = await fc.check(
    fc.asyncProperty(sequence, async (commands) => {
      const city = await openCity()
      try {
        // A document is asked for, and may be explained: what is sent without one says why.
        await setDuty(city.store, '2026Q3', { items: ['P_TRAIN_SR'], evidence: 'explain', assisting: [] })
        const shot = await takeShot(city)
        const now = Date.parse(city.clock.now)
        const run: Run = {
          city,
          model: { rsj: newForm(), ap: newForm() },
          shot,
          now,
          uploads: 0,
          sent: null,
        }
        for (const one of commands) {
          await perform(run, one)
          await expectSame(run)
        }
      } finally {
        city.close()
      }
    }),
    { seed, numRuns, interruptAfterTimeLimit: 30_000 },
  )
  if (told.failed) throw new Error(await fc.asyncDefaultReportMessage(told), { cause: told.errorInstance })
  expect(told.numRuns).toBeGreaterThan(10)
  // What the usual sequences come to: a property whose steps are all refused would prove nothing.
  if (told.interrupted || seed !== usual) return
  expect(
    reached.split('|').filter((what) => !seen.has(what)),
    JSON.stringify(Object.fromEntries(seen)),
  ).toEqual([])
})
