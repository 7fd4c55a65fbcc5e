import type { Finding } from '@cg/contract/entry'
import { auditEvent } from '@cg/db/schema'
import { desc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCells } from '../cells/save-cells.ts'
import { apForm, entry, fullRsj, openCity, rsjForm, setDuty } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { nameDocument, removeEvidence } from '../evidence/change.ts'
import { spreadEvidence } from '../evidence/spread.ts'
import { readForm } from '../form/read-form.ts'
import { submitForm } from '../move/submit-form.ts'
import { saveExplanations } from './explain.ts'
import { evidenceRule } from './evidence-needed.ts'

/* 佐证 that an item wants before its form is sent. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const need = (evidence: 'explain' | 'block', from = '2026Q3') =>
  setDuty(city.store, from, { items: ['P_TRAIN'], evidence, assisting: [] })
const name = (unit: string, item = 'P_TRAIN') =>
  nameDocument(city.as('rsj'), rsjForm, { item, unit, name: '市人社发〔2026〕12号' })
const form = () => readForm(city.as('rsj'), rsjForm)
const wanting = (findings: readonly Finding[]) =>
  findings.flatMap((one) => (one.rule === evidenceRule ? [`${one.class} ${one.unit}`] : []))
async function send() {
  const { version } = (await form()).submission
  return submitForm(city.as('rsj'), rsjForm, { version })
}
const fill = () => saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })

describe('an item that must have evidence', () => {
  beforeEach(() => need('block'))

  it('is named for every figure without a document, with the remedy, and cannot be sent so', async () => {
    await fill()
    const { findings, rows } = await form()
    expect(wanting(findings)).toEqual(['block AP', 'block BS', 'block CX'])
    expect(findings.find((one) => one.rule === evidenceRule)?.message).toBe(
      '安平区：P_TRAIN没有佐证材料。请在这一格的“佐证”中上传文件，或写明文件名称和文号',
    )
    expect(rows.find((row) => row.item === 'P_TRAIN')?.evidence).toBe('block')
    await expect(send()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('还有 3 处强制性错误') as string,
      detail: { reason: 'submission.blocking_errors', cells: [{ item: 'P_TRAIN', unit: 'AP' }, {}, {}] },
    })
  })

  it('is sent once every figure has one; one document goes behind the whole row at once', async () => {
    await fill()
    const named = await name('AP')
    expect(wanting(named.findings)).toEqual(['block BS', 'block CX'])
    const reply = await spreadEvidence(city.as('rsj'), rsjForm, named.evidence[0]?.id ?? 0)
    expect(reply.evidence.map(({ unit, name: title }) => [unit, title])).toEqual([
      ['AP', '市人社发〔2026〕12号'],
      ['BS', '市人社发〔2026〕12号'],
      ['CX', '市人社发〔2026〕12号'],
    ])
    const [trace] = await city.store.read((db) => db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1))
    expect(trace).toMatchObject({ action: 'evidence.add', object: 'form:2026Q3/RSJ-SKILLS/RSJ' })
    expect(JSON.parse(trace?.detail ?? '{}')).toMatchObject({
      place: [
        ['P_TRAIN', 'BS', ''],
        ['P_TRAIN', 'CX', ''],
      ],
    })
    expect(wanting(reply.findings)).toEqual([])
    await expect(spreadEvidence(city.as('rsj'), rsjForm, reply.evidence[0]?.id ?? 0)).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(send()).resolves.toMatchObject({ submission: { state: 'submitted' } })
  })

  it('wants none for 0 and for what states no figure', async () => {
    await fill()
    const typed = [
      ['AP', '0'],
      ['BS', '不适用'],
      ['CX', '无法提供'],
    ] as const
    const { findings } = await saveCells(city.as('rsj'), rsjForm, {
      source: 'grid',
      cells: typed.map(([unit, text]) => entry(`P_TRAIN:${unit}`, text, 1)),
    })
    expect(wanting(findings)).toEqual([])
    const withheld = await saveCells(city.as('rsj'), rsjForm, {
      source: 'grid',
      cells: [entry('P_TRAIN:AP', '不公布', 2), entry('P_TRAIN:BS', '', 2), entry('P_TRAIN:CX', '7', 2)],
    })
    expect(wanting(withheld.findings)).toEqual(['block CX'])
  })

  it('takes a document of a group of the same unit, and wants one again when it is removed', async () => {
    await fill()
    const { evidence, findings } = await nameDocument(city.as('rsj'), rsjForm, {
      item: 'P_TRAIN',
      unit: 'AP',
      breakdown: 'size:above',
      name: '规上企业培训台账',
    })
    expect(wanting(findings)).toEqual(['block BS', 'block CX'])
    const after = await removeEvidence(city.as('rsj'), rsjForm, evidence[0]?.id ?? 0)
    expect(wanting(after.findings)).toEqual(['block AP', 'block BS', 'block CX'])
  })
})

it('lets a form go with a written reason where evidence is to be explained', async () => {
  await need('explain')
  await fill()
  await name('AP')
  await name('BS')
  await expect(send()).rejects.toMatchObject({ detail: { reason: 'submission.unexplained' } })
  const reason = { rule: evidenceRule, item: 'P_TRAIN', unit: 'CX', breakdown: '', text: '县里的台账下月归档后补交' }
  const { findings } = await saveExplanations(city.as('rsj'), rsjForm, { items: [{ ...reason, version: 0 }] })
  expect(findings.find((one) => one.rule === evidenceRule)).toMatchObject({ class: 'explain', isExplained: true })
  await expect(send()).resolves.toMatchObject({ submission: { state: 'submitted' } })
})

it('asks nothing before its quarter, and nothing of other forms', async () => {
  await need('block', '2026Q4')
  await fill()
  expect(wanting((await form()).findings)).toEqual([])
  expect((await readForm(city.as('ap'), apForm)).rows.map(({ evidence }) => evidence)).toEqual(['none', 'none'])
  await expect(send()).resolves.toMatchObject({ submission: { state: 'submitted' } })
})

it('refuses the document of another form, and those who do not fill this one', async () => {
  await need('block')
  await fill()
  const [document] = (await name('AP')).evidence
  await expect(spreadEvidence(city.as('tjj'), rsjForm, document?.id ?? 0)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(spreadEvidence(city.as('rsj'), rsjForm, 999)).rejects.toMatchObject({ code: 'not_found' })
})
