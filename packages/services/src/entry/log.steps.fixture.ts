import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { expect } from 'vitest'
import { acceptForm, checkForm } from '../review/accept-form.ts'
import { beginReview } from '../review/begin-review.ts'
import { grantExtension } from '../review/grant-extension.ts'
import { returnForm } from '../review/return-form.ts'
import { saveCells } from './cells/save-cells.ts'
import { saveExplanations } from './check/explain.ts'
import { blockingOf, unexplainedOf } from './check/findings.ts'
import { entry } from './entry.fixture.ts'
import { readForm } from './form/read-form.ts'
import { contentOf, outcomeOf, submissionOf, takeShot } from './log.fixture.ts'
import { logins } from './log.commands.fixture.ts'
import type { Command, Of } from './log.commands.fixture.ts'
import {
  due,
  empty,
  isFiller,
  keyOf,
  keys,
  mayMove,
  maySave,
  placeOf,
  places,
  saveInto,
  step,
  textMeaning,
  texts,
} from './log.model.fixture.ts'
import type { FormModel, FormName } from './log.model.fixture.ts'
import { endorseForm, proposeForm, recallForm, sendBackForm } from './move/sign-off.ts'
import { submitForm } from './move/submit-form.ts'
import { withdrawForm } from './move/withdraw-form.ts'

import {
  attempt,
  save,
  typedEntry,
  placeAt,
  once,
  answerOf,
  wantedOf,
  count,
  hashes,
  versionIn,
} from './log.run.fixture.ts'
import type { Run } from './log.run.fixture.ts'
import { document, signing } from './log.inside.fixture.ts'
import { retry, undo, upload } from './log.uploads.fixture.ts'

/* Each step done by the services and by the model, and what both came to laid side by side. */

async function fill(run: Run, { who, form: name, factor }: Of<'fill'>): Promise<void> {
  const amounts: Readonly<Record<string, number>> = {
    'P_TRAIN': 100, 'P_TRAIN|above': 60, 'P_TRAIN|msme': 40, 'P_TRAIN_SR': 20, 'P_TRAIN_UNQ': 80, 'E_OPEN': 4, 'E_UNION': 9,
  } // prettier-ignore
  const entries = places[name].slice(0, name === 'rsj' ? 15 : 2).map((place) => {
    const { item, breakdown } = placeOf(place)
    const amount = must(amounts[breakdown === '' ? item : `${item}|${breakdown.replace('size:', '')}`])
    return entry(place, String(amount * factor), (run.model[name].cells.get(keyOf(place)) ?? empty).version)
  })
  await save(run, logins[name][who], name, entries)
}

/** Two people save one cell at once: it is as if one had come after the other. */
async function race(run: Run, { at: index, texts: both }: Of<'race'>): Promise<void> {
  const { city, model } = run
  const entries = both.map((which) => typedEntry(run, 'rsj', { at: index, text: which, lag: 0 }))
  const before = run.shot
  run.now += 1000
  city.clock.now = new Date(run.now).toISOString()
  const people = ['rsj', 'rsj2'] as const
  const done = await Promise.all(
    people.map((login, which) =>
      outcomeOf(() => saveCells(city.as(login), keys.rsj, { source: 'grid', cells: [must(entries[which])] })),
    ),
  )
  run.shot = await takeShot(city)
  const written = run.shot.revisions.slice(before.revisions.length)
  expect(run.shot.audit.length - before.audit.length).toBe(written.length)
  const answers = done.map(answerOf)
  const isTaken = maySave(model.rsj, run.now)
  const orders = [
    [0, 1],
    [1, 0],
  ].map((order) => {
    const cells = new Map(model.rsj.cells)
    const after: FormModel = { ...model.rsj, cells }
    const wanted = new Map(
      order.map((which) => [which, wantedOf(isTaken ? saveInto('rsj', after, [must(entries[which])]) : null)]),
    )
    return { after, wanted: [wanted.get(0), wanted.get(1)] }
  })
  const same = orders.find(({ wanted }) => JSON.stringify(wanted) === JSON.stringify(answers))
  expect(same?.wanted, JSON.stringify({ answers, orders: orders.map(({ wanted }) => wanted) })).toBeDefined()
  Object.assign(model.rsj, same?.after)
  count('race')
}

async function explain(run: Run, { who, form: name }: Of<'explain'>): Promise<void> {
  const login = logins[name][who]
  const { findings, explanations } = await readForm(run.city.as(logins[name].first), keys[name])
  const items = unexplainedOf(findings).map(({ rule, item, unit, breakdown }) => {
    const known = explanations.find((one) => one.rule === rule && cellKey(one) === cellKey({ item, unit, breakdown }))
    return { ...entry(`${item}:${unit}`, '本季设备检修，数据核对中', known?.version ?? 0), breakdown, rule }
  })
  if (items.length === 0) return
  const done = await attempt(run, login, () => saveExplanations(run.city.as(login), keys[name], { items }))
  expect(done.ok).toBe(isFiller(name, login) && maySave(run.model[name], run.now))
  if (done.ok) step(run.model[name])
}

type Moving = Of<
  'submit' | 'withdraw' | 'begin' | 'check' | 'accept' | 'return' | 'propose' | 'recall' | 'endorse' | 'sendBack'
>

async function move(run: Run, command: Moving): Promise<void> {
  const { do: action, who, form: name, lag: behind } = command
  const login = logins[name][who]
  const model = run.model[name]
  const ctx = run.city.as(login)
  const version = versionIn(run, name) - behind
  const input = { version }
  const own = await readForm(run.city.as(logins[name].first), keys[name])
  const isMarking = command.do === 'return' || command.do === 'sendBack'
  const marks = isMarking ? command.marks.map((index) => ({ at: index })) : []
  const proposed = isMarking && command.proposed !== null ? must(texts[command.proposed])[0] : ''
  const marked = once(name, marks).map((one) => placeAt(name, one.at))
  const verbs: Readonly<Record<Moving['do'], () => Promise<unknown>>> = {
    submit: () => submitForm(ctx, keys[name], input),
    withdraw: () => withdrawForm(ctx, keys[name], input),
    begin: () => beginReview(ctx, keys[name], input),
    check: () => checkForm(ctx, keys[name], input),
    accept: () => acceptForm(ctx, keys[name], input),
    return: () =>
      returnForm(ctx, keys[name], {
        version,
        marks: marked.map((place) => {
          const { item, unit, breakdown = '' } = entry(place, '')
          const said = place === marked[0] && proposed !== '' ? { proposed } : {}
          return { item, unit, breakdown, reasonCode: 'wrong_number' as const, reason: '与台账不符', ...said }
        }),
      }),
    propose: () => proposeForm(ctx, keys[name], input),
    recall: () => recallForm(ctx, keys[name], input),
    endorse: () => endorseForm(ctx, keys[name], input),
    sendBack: () =>
      sendBackForm(ctx, keys[name], {
        version,
        reason: '请再核对',
        marks: marked.map((place) => ({ ...placeOf(place), reason: '与台账不符' })),
      }),
  }
  const done = await attempt(run, login, verbs[action])
  const isAgain = action === 'begin' && (model.isBegun || model.state === 'checked')
  const isContent =
    action === 'submit' || action === 'propose'
      ? blockingOf(own.findings).length + unexplainedOf(own.findings).length === 0
      : !isMarking || areMarks(name, marked, action === 'return' ? proposed : null)
  const isMoved = mayMove(name, model, { action, login, now: run.now }) && (behind === 0 || isAgain) && isContent
  expect([action, done.ok, done.ok ? '' : done.error.message]).toEqual([
    action,
    isMoved,
    isMoved ? '' : expect.any(String),
  ])
  if (isMoved) moved(run, { action, name, marked })
  if (isMoved && isMarking) await expectMarks(run, { action, name, marked, proposed })
  count(isMoved ? action : `no ${action}`)
}

/** Whether these cells may be marked: the last of a form is not on it; what the office proposes must be readable (null: it proposes nothing). */
function areMarks(name: FormName, marked: readonly string[], proposed: string | null): boolean {
  if (marked.includes(must(places[name].at(-1)))) return false
  return proposed === null || (marked.length > 0 && textMeaning(proposed) !== null)
}

type Marking = { action: Moving['do']; name: FormName; marked: readonly string[]; proposed: string }

/** The filler reads which cells came back, and what should stand in the first of them. */
async function expectMarks(run: Run, { action, name, marked, proposed }: Marking): Promise<void> {
  const form = await readForm(run.city.as(logins[name].first), keys[name])
  if (action === 'sendBack') return expect(form.insideMarks.map(cellKey)).toEqual(marked.map(keyOf))
  const newest = form.returnMarks.slice(-marked.length)
  expect(newest.map(cellKey)).toEqual(marked.map(keyOf))
  const wanted = proposed === '' ? null : textMeaning(proposed)
  expect(newest.map((one) => one.proposed)).toEqual(marked.map((_, at) => (at === 0 ? wanted : null)))
  if (wanted !== null) count('proposal')
}

function moved(
  run: Run,
  { action, name, marked }: { action: Moving['do']; name: FormName; marked: readonly string[] },
) {
  const model = run.model[name]
  const next = {
    submit: 'submitted', propose: model.state, recall: model.state, endorse: model.state, sendBack: model.state, withdraw: model.isSentAgain ? 'returned' : 'withdrawn', begin: model.state, check: 'checked', accept: 'accepted', return: 'returned',
  } as const // prettier-ignore
  if (action === 'withdraw' && model.isSentAgain) count('sent again, withdrawn')
  if (action === 'submit') model.isSentAgain = model.state === 'returned'
  if (action === 'submit' && model.isSentAgain) count('sent again')
  if (action === 'submit' && model.inside !== null) count('signed')
  model.inside = action === 'propose' ? 'check' : action === 'endorse' ? 'sign' : null
  model.state = next[action]
  model.isBegun = action === 'begin' || (model.isBegun && action !== 'submit')
  if (action === 'return') model.marks = new Set(marked.map(keyOf))
  if (action !== 'submit') return
  model.upload = null
  const hash = must(submissionOf(run.shot, keys[name])?.contentHash)
  const inOrder = [...model.cells.keys()].toSorted((left, right) => (left < right ? -1 : 1))
  const content = contentOf(inOrder.map((key) => must(model.cells.get(key))))
  expect(hashes.get(hash) ?? content).toBe(content)
  hashes.set(hash, content)
}

async function extend(run: Run, { who, form: name, days }: Of<'extend'>): Promise<void> {
  const login = logins[name][who]
  const until = Math.max(run.now, due) + days * 86_400_000
  const input = { dueAt: new Date(until).toISOString(), reason: '系统故障' }
  const done = await attempt(run, login, () => grantExtension(run.city.as(login), keys[name], input))
  const isMoved =
    mayMove(name, run.model[name], { action: 'extend', login, now: run.now }) && until > Math.max(run.now, due)
  expect(done.ok).toBe(isMoved)
  if (isMoved) run.model[name].extendedTo = until
  count(isMoved ? 'extend' : 'no extend')
}

export async function perform(run: Run, one: Command): Promise<void> {
  switch (one.do) {
    case 'save':
      return save(
        run,
        logins[one.form][one.who],
        one.form,
        once(one.form, one.cells).map((cell) => typedEntry(run, one.form, cell)),
      )
    case 'fill':
      return fill(run, one)
    case 'race':
      return race(run, one)
    case 'upload':
      return upload(run, one)
    case 'retry':
      return retry(run)
    case 'undo':
      return undo(run, one)
    case 'explain':
      return explain(run, one)
    case 'extend':
      return extend(run, one)
    case 'signing':
      return signing(run, one)
    case 'evidence':
      return document(run, one)
    case 'wait':
      run.now += one.hours * 3_600_000
      return
    default:
      return move(run, one)
  }
}
