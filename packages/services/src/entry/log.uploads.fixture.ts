import type { CellEntry } from '@cg/contract/entry'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { expect } from 'vitest'
import { entry } from './entry.fixture.ts'
import type { Login } from './entry.fixture.ts'
import { takeShot } from './log.fixture.ts'
import { logins } from './log.commands.fixture.ts'
import type { Of } from './log.commands.fixture.ts'
import {
  isFiller,
  isUploadChange,
  keys,
  maySave,
  never,
  noteUpload,
  placeOf,
  saveInto,
  texts,
  undoIn,
  undoable,
} from './log.model.fixture.ts'
import type { FormName } from './log.model.fixture.ts'
import { applyUpload } from './upload/apply-upload.ts'
import { compareUpload } from './upload/compare-upload.ts'
import { undoUpload } from './upload/undo-upload.ts'

import { attempt, save, typedEntry, placeAt, once, expectSaved, count } from './log.run.fixture.ts'
import type { Run } from './log.run.fixture.ts'

/* Uploads, their second sending and their undoing. */

export async function upload(run: Run, { who, form: name, cells: based, between }: Of<'upload'>): Promise<void> {
  const { city, model } = run
  const login = logins[name][who]
  const ctx = city.as(login)
  const fileHash = String(++run.uploads).padStart(64, '0')
  const file = once(name, based).map(({ at: index, text: which, base }) => {
    const shown = must(texts[which])[0]
    const was = base === 'none' ? null : { version: 0, text: base === 'same' ? shown : '样张' }
    return { ...placeOf(placeAt(name, index)), text: shown, place: `B${index}`, base: was }
  })
  const parts = { fileName: 'a.xlsx', fileHash, matchedBy: 'template' as const, errors: [], ignored: [] }
  const compared = await attempt(run, login, () => compareUpload(ctx, keys[name], { ...parts, cells: file }))
  const isTaken = isFiller(name, login) && maySave(model[name], run.now)
  expect(compared.ok).toBe(isTaken)
  if (!compared.ok) return
  const isChange = (one: (typeof file)[number]) =>
    isUploadChange(name, model[name], { key: cellKey(one), text: one.text, base: one.base?.text ?? null })
  expect(compared.value.changes.map(cellKey)).toEqual(file.filter(isChange).map(cellKey))
  if (between !== null) await save(run, logins[name].second, name, [typedEntry(run, name, between)])
  if (compared.value.changes.length === 0) return
  const changes = compared.value.changes.map(({ item, unit, breakdown, text: shown, version }) => {
    return { ...entry(`${item}:${unit}`, shown, version), breakdown }
  })
  await apply(run, { login, name, fileHash, changes })
}

type Apply = { login: Login; name: FormName; fileHash: string; changes: readonly CellEntry[] }

async function apply(run: Run, { login, name, fileHash, changes }: Apply): Promise<void> {
  const input = { fileHash, cells: [...changes], idempotencyKey: `upload-${fileHash}` }
  const body = () => applyUpload(run.city.as(login), keys[name], input)
  const done = await attempt(run, login, body)
  const before = new Map(run.model[name].cells)
  const isTaken = maySave(run.model[name], run.now)
  expectSaved(done, isTaken ? saveInto(name, run.model[name], changes) : null)
  noteUpload(run.model[name], before, run.city.clock.now)
  if (done.ok) run.sent = { apply: body, answer: JSON.stringify(done.value), at: run.now }
  count('upload')
}

/** The browser sends an upload again whose answer was lost: it hears the same and nothing is written twice. */
export async function retry(run: Run): Promise<void> {
  const days = 86_400_000
  if (run.sent === null || run.now - run.sent.at > 6 * days) return
  const before = run.shot
  expect(JSON.stringify(await run.sent.apply())).toBe(run.sent.answer)
  run.shot = await takeShot(run.city)
  expect(run.shot).toEqual(before)
  count('retry')
}

export async function undo(run: Run, { who, form: name, isOther }: Of<'undo'>): Promise<void> {
  const login = logins[name][who]
  const model = run.model[name]
  const moment = isOther ? never : model.lastUploadAt
  const done = await attempt(run, login, () => undoUpload(run.city.as(login), keys[name], { at: moment }))
  const mayTry = isFiller(name, login) && maySave(model, run.now) && model.upload?.at === moment
  const { restored, kept } = undoable(model)
  const isTaken = mayTry && restored.length > 0
  expect([done.ok, done.ok ? '' : done.error.message]).toEqual([isTaken, isTaken ? '' : expect.any(String)])
  if (mayTry && !done.ok) {
    expect(done.error.detail.cells?.map((one) => cellKey({ ...place0, ...one })).sort()).toEqual(kept.sort())
    count('undo refused by changes')
  }
  if (!done.ok || !isTaken) return
  const told = (outcome: string) => done.value.outcomes.filter((one) => one.outcome === outcome).map(cellKey)
  expect([told('saved').sort(), told('refused').sort()]).toEqual([restored.sort(), kept.sort()])
  undoIn(model)
  count(kept.length > 0 ? 'undone in part' : 'undone')
}
const place0 = { item: '', unit: '', breakdown: '' }
