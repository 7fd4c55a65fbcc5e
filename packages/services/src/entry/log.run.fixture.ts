import type { CellEntry } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { expect } from 'vitest'
import { saveCells } from './cells/save-cells.ts'
import { entry } from './entry.fixture.ts'
import type { City, Login } from './entry.fixture.ts'
import { expectSigned, outcomeOf, submissionOf, takeShot } from './log.fixture.ts'
import type { Outcome, Shot } from './log.fixture.ts'
import type { Typed } from './log.commands.fixture.ts'
import { empty, isFiller, keyOf, keys, maySave, places, saveInto, texts } from './log.model.fixture.ts'
import type { FormModel, FormName } from './log.model.fixture.ts'

/* A run of one sequence: one step tried and looked at, and the saves that other steps are made of. */

export type Run = {
  readonly city: City
  readonly model: Readonly<Record<FormName, FormModel>>
  shot: Shot
  now: number
  uploads: number
  /** The last upload that was applied, to be sent again. */
  sent: { readonly apply: () => Promise<unknown>; readonly answer: string; readonly at: number } | null
}

/** Every content that was ever sent in any run, by its hash: what differs has another hash. */
export const hashes = new Map<string, string>()

/** What the runs came to, so that a property that never gets anywhere is seen. */
export const seen = new Map<string, number>()
export function count(what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1)
}

/** Does one thing as one person; it is taken whole and signed, or refused and nothing is written. */
export async function attempt<T>(run: Run, login: Login, body: () => Promise<T>): Promise<Outcome<T>> {
  run.now += 1000
  run.city.clock.now = new Date(run.now).toISOString()
  const before = run.shot
  const outcome = await outcomeOf(body)
  run.shot = await takeShot(run.city)
  if (!outcome.ok) expect(run.shot).toEqual(before)
  expectSigned(run.city, { before, after: run.shot, login, at: run.city.clock.now })
  return outcome
}

export const versionIn = (run: Run, name: FormName): number => submissionOf(run.shot, keys[name])?.version ?? 0

export function typedEntry(run: Run, name: FormName, one: Typed): CellEntry {
  const place = placeAt(name, one.at)
  const version = (run.model[name].cells.get(keyOf(place)) ?? empty).version
  const made = entry(place, must(texts[one.text])[0], Math.max(0, version - one.lag))
  return one.note === undefined ? made : { ...made, note: one.note }
}

export function placeAt(name: FormName, index: number): string {
  return must(places[name][index % places[name].length])
}

/** No cell twice in one block, though several numbers may mean one cell of a small form. */
export function once<T extends { readonly at: number }>(name: FormName, all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [placeAt(name, one.at), one])).values()]
}

export async function save(run: Run, login: Login, name: FormName, entries: readonly CellEntry[]): Promise<void> {
  const { city, model } = run
  const source = entries.length > 1 ? ('paste' as const) : ('grid' as const)
  const done = await attempt(run, login, () => saveCells(city.as(login), keys[name], { source, cells: entries }))
  const isTaken = isFiller(name, login) && maySave(model[name], run.now)
  if (isTaken && model[name].state === 'returned') count('save after return')
  expectSaved(done, isTaken ? saveInto(name, model[name], entries) : null)
}

export type Saved = Outcome<{ readonly outcomes: readonly { readonly outcome: string }[] }>

export function answerOf(done: Saved): string {
  if (done.ok) return done.value.outcomes.map((one) => one.outcome).join()
  return done.error.code === 'stale' ? 'alone and stale' : 'no save'
}

/** One stale cell alone, and a form that takes nothing (null), are refusals; else every cell has its outcome. */
export function wantedOf(outcomes: readonly string[] | null): string {
  if (outcomes === null) return 'no save'
  return outcomes.join() === 'stale' ? 'alone and stale' : outcomes.join()
}

export function expectSaved(done: Saved, outcomes: readonly string[] | null): void {
  expect(answerOf(done)).toBe(wantedOf(outcomes))
  for (const one of outcomes ?? ['no save']) count(one)
}
