import { must } from '@cg/domain/must'
import { expect } from 'vitest'
import { switchSignOff } from '../reporter/switch-sign-off.ts'
import { nameDocument, removeEvidence } from './evidence/change.ts'
import { spreadEvidence } from './evidence/spread.ts'
import { logins } from './log.commands.fixture.ts'
import type { Of } from './log.commands.fixture.ts'
import { isFiller, isOpenCell, keyOf, keys, maySave, placeOf, step, wanting } from './log.model.fixture.ts'
import type { Document, FormModel, FormName } from './log.model.fixture.ts'
import { attempt, count, placeAt } from './log.run.fixture.ts'
import type { Run } from './log.run.fixture.ts'

/* 内部审签 switched on and off, and documents behind cells: done by the services and by the model. */

export async function signing(run: Run, { form: name, isOn }: Of<'signing'>): Promise<void> {
  const input = { code: keys[name].reporter, isOn, allowsSame: false }
  const done = await attempt(run, 'admin', () => switchSignOff(run.city.as('admin'), input))
  expect(done.ok).toBe(true)
  run.model[name].signsInside = isOn
  count(isOn ? 'signs inside' : 'signs no more')
}

type Acting = { readonly form: FormModel; readonly at: number; readonly name: FormName }

export async function document(run: Run, { who, form: name, act, at }: Of<'evidence'>): Promise<void> {
  const login = logins[name][who]
  const form = run.model[name]
  const ctx = run.city.as(login)
  const { next, id } = wanted(run, act, { form, at, name })
  const verbs = {
    name: () => nameDocument(ctx, keys[name], { ...placeOf(placeAt(name, at)), name: titleOf(at) }),
    remove: () => removeEvidence(ctx, keys[name], id),
    spread: () => spreadEvidence(ctx, keys[name], id),
  }
  const done = await attempt(run, login, verbs[act])
  const isDone = isFiller(name, login) && maySave(form, run.now) && next !== null
  expect([act, done.ok, done.ok ? '' : done.error.message]).toEqual([act, isDone, isDone ? '' : expect.any(String)])
  count(isDone ? act : `no ${act}`)
  if (!isDone) return
  form.evidence = next
  step(form)
}

/** Two titles, so that the same one is wanted twice of a cell. */
const titleOf = (at: number): string => (at % 2 === 0 ? '人社统〔2026〕12号' : '培训台账')

/** What would stand behind the cells; null where it cannot be. `id`: the document that is meant. */
function wanted(
  run: Run,
  act: Of<'evidence'>['act'],
  { form, at, name }: Acting,
): { next: readonly Document[] | null; id: number } {
  if (act === 'name') {
    const added = { key: keyOf(placeAt(name, at)), name: titleOf(at) }
    const isTwice = form.evidence.some((one) => one.key === added.key && one.name === added.name)
    return { id: 0, next: isTwice || !isOpenCell(name, form, added.key) ? null : [...form.evidence, added] }
  }
  const index = form.evidence.length === 0 ? -1 : at % form.evidence.length
  const meant = form.evidence[index]
  if (meant === undefined) return { id: 999, next: null }
  const id = must(run.shot.evidence.filter((row) => row.form === name && row.removedAt === null)[index]).id
  if (act === 'remove')
    return { id, next: isOpenCell(name, form, meant.key) ? form.evidence.filter((one) => one !== meant) : null }
  const more = wanting(name, form, meant)
  return { id, next: more.length === 0 ? null : [...form.evidence, ...more.map((key) => ({ key, name: meant.name }))] }
}
