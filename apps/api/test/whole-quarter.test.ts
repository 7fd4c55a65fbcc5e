import type { FormDetail, FormRow } from '@cg/contract/entry'
import { readCatalogue } from '@cg/seeds/catalogue-files'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { withCells } from '@cg/export/testing/edited-cells'
import { officeBook, officeLayouts } from '@cg/export/testing/office-books'
import { cellName } from '@cg/export/workbook/grid'
import { layout } from '@cg/export/workbook/form-layout'
import type { WrittenAt } from '@cg/export/testing/office-books'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectStatus } from './city.ts'
import type { Answer } from './city.ts'
import {
  accept,
  openFormOf,
  openWholeCity,
  pathOf,
  quarter,
  reviewOf,
  send,
  truthOf,
  typeIn,
  uploadBook,
} from './whole-quarter.fixture.ts'
import type { FormOf, WholeCity } from './whole-quarter.fixture.ts'

/*
 * A whole quarter of a city as large as a real one, over HTTP alone: all 52 forms of its departments and of 12 districts, half
 * typed into the grid, half from workbooks in the layouts of offices and from the template; mistakes planted, found,
 * returned, mended; a district objects; two people publish. The tests go on from each other.
 */

let city: WholeCity
let forms: FormOf[]
let right: WrittenAt

beforeAll(async () => {
  city = await openWholeCity()
  right = truthOf(city)
  const matrix = expectStatus(await city.ask('shenhe', `GET /api/v1/review/matrix?period=${quarter}`), 200).body
  const byUnit = new Set(matrix.reporters.flatMap(({ code, kind }: Answer['body']) => (kind === 'unit' ? [code] : [])))
  forms = await Promise.all(
    matrix.cells.map(async ({ form, reporter }: { form: string; reporter: string }): Promise<FormOf> => {
      const { head } = await openFormOf(city, { form, reporter, department: '', byUnit: false })
      return { form, reporter, department: head.department, byUnit: byUnit.has(reporter) }
    }),
  )
}, 240_000)
afterAll(() => city.close())

const words = '已与业务台账逐项核对，数字属实'
/** The form in which one figure is 43 % too high, and where. */
const raised = { form: 'RSJ-SKILLS', item: 'P_TRAIN', unit: 'GXQ' }
const named = (code: string, reporter?: string): FormOf =>
  must(forms.find((one) => one.form === code && (reporter ?? one.reporter) === one.reporter))

/** 43 % more at one figure and at the part that it comes from, so that the sum is right and only the jump tells. */
function withJump(detail: FormDetail): WrittenAt {
  const part = must(detail.rows.find(({ item, breakdown }) => item === raised.item && breakdown !== ''))
  const extra = (unit: FormDetail['units'][number], whole: FormRow) => Math.round(Number(right(whole, unit)) * 0.43)
  return (row, unit) => {
    const isHere = unit.code === raised.unit && row.item === raised.item
    if (!isHere || (row.breakdown !== '' && row.breakdown !== part.breakdown)) return right(row, unit)
    const whole = must(detail.rows.find(({ item, breakdown }) => item === raised.item && breakdown === ''))
    return Number(right(row, unit)) + extra(unit, whole)
  }
}

/** The template as it is downloaded, filled in by hand. */
async function filledTemplate(form: FormOf, at: WrittenAt): Promise<{ fileName: string; bytes: Uint8Array }> {
  const detail = await openFormOf(city, form)
  const sent = expectStatus(await city.ask(city.fillerOf(form.reporter), `GET ${pathOf(form)}/template.xlsx`), 200)
  const cells = detail.rows.flatMap((row, r) =>
    detail.units.flatMap((unit, u): [string, string | number][] => {
      const value = at(row, unit)
      const place = cellName(layout.firstRow + r, layout.firstColumn + u)
      return value === null ? [] : [[place, value]]
    }),
  )
  return { fileName: '填好的.xlsx', bytes: await withCells(sent.raw, Object.fromEntries(cells)) }
}

const layouts = [...officeLayouts, 'template'] as const

it('every form is filled: half by grid, half from workbooks of offices and from the template', async () => {
  expect(forms.length).toBe(52)
  const used = new Map<string, number>()
  for (const [at, form] of forms.entries()) {
    const detail = await openFormOf(city, form)
    const values = form.form === raised.form ? withJump(detail) : right
    if (at % 2 === 0 || form.form === raised.form) {
      expectStatus(await typeIn(city, form, values), 200)
      continue
    }
    const way = must(layouts[((at - 1) / 2) % layouts.length])
    used.set(way, (used.get(way) ?? 0) + 1)
    const book = way === 'template' ? await filledTemplate(form, values) : await officeBook(way, detail, values)
    const read = await uploadBook(city, form, book)
    expect([form.form, form.reporter, way, read.status, read.text.slice(0, 300)]).toEqual([
      form.form,
      form.reporter,
      way,
      200,
      expect.anything(),
    ])
    expect([form.form, way, read.body.errors]).toEqual([form.form, way, []])
  }
  expect([...used.keys()].toSorted()).toEqual([...layouts].toSorted())
}, 240_000)

it('what stands in the forms is what was meant, cell for cell', async () => {
  let figures = 0
  for (const form of forms) {
    const detail = await openFormOf(city, form)
    const values = form.form === raised.form ? withJump(detail) : right
    for (const [r, row] of detail.rows.entries()) {
      for (const [u, unit] of detail.units.entries()) {
        const at = r * detail.units.length + u
        const value = values(row, unit)
        const stored = detail.cells.value[at] ?? null
        expect([form.form, row.item, row.breakdown, unit.code, stored]).toEqual([
          form.form,
          row.item,
          row.breakdown,
          unit.code,
          typeof value === 'number' ? value : null,
        ])
        figures += stored === null ? 0 : 1
      }
    }
  }
  expect(figures).toBeGreaterThan(1000)
})

it('a workbook with slips is read as far as it goes: each is named by its cell, and the form cannot be sent', async () => {
  const form = named('YBJ-RIGHTS')
  const slips: WrittenAt = (row, unit) => {
    if (row.item !== 'P_MED' || row.breakdown !== '') return right(row, unit)
    if (unit.code === 'DWQ') return '约三百'
    return unit.code === 'XPQ' ? Number(right(row, unit)) * 10 : right(row, unit)
  }
  const detail = await openFormOf(city, form)
  const read = expectStatus(await uploadBook(city, form, await officeBook('across', detail, slips)), 200).body
  expect(read.errors).toEqual([
    { place: 'Sheet1!D3', message: expect.stringContaining('“约三百”是约数，请填写确切的数') },
  ])
  expect(read.changes).toMatchObject([{ item: 'P_MED', unit: 'XPQ', place: 'Sheet1!E3' }])
  expect(read.changes[0].warnings.length).toBeGreaterThan(0)
  const after = await openFormOf(city, form)
  expect(after.cells.value[0]).toBe(detail.cells.value[0])
  const refused = expectStatus(await send(city, form, words), 409).body
  expect(refused).toMatchObject({ reason: 'submission.blocking_errors', cells: [{ item: 'P_MED', unit: 'XPQ' }] })
  const again = expectStatus(await uploadBook(city, form, await officeBook('down', detail, right)), 200).body
  expect([again.errors, again.changes.length]).toEqual([[], 1])
})

it('every form is sent; what jumps is explained first', async () => {
  for (const form of forms) {
    const sent = expectStatus(await send(city, form, words), 200).body
    expect(sent.submission.state).toBe('submitted')
  }
  const queue = expectStatus(await city.ask('shenhe', `GET /api/v1/review/queue?period=${quarter}`), 200).body
  expect(queue.items).toHaveLength(forms.length)
  const { form, explained } = queue.items[0]
  expect([form, explained > 0]).toEqual([raised.form, true])
})

it('the office finds the 43 %, returns the figure with what it holds for right, and gets it back mended', async () => {
  const form = named(raised.form)
  const seen = expectStatus(await city.ask('shenhe', `GET ${reviewOf(form)}`), 200).body
  const found = seen.form.findings.filter(
    ({ item, unit }: Record<string, string>) => item === raised.item && unit === raised.unit,
  )
  expect(found.map(({ message }: { message: string }) => message).join()).toContain('增长50.0%，超过 40% 的波动限度')
  const wrong = seen.form.rows.flatMap((row: FormRow, r: number) =>
    row.item !== raised.item
      ? []
      : seen.form.units.flatMap((unit: FormDetail['units'][number], u: number) => {
          const stored = seen.form.cells.value[r * seen.form.units.length + u]
          return unit.code === raised.unit && stored !== right(row, unit) ? [{ row, unit }] : []
        }),
  )
  expect(wrong).toHaveLength(2)
  const marks = wrong.map(({ row, unit }: { row: FormRow; unit: FormDetail['units'][number] }) => ({
    item: row.item,
    unit: unit.code,
    breakdown: row.breakdown,
    reasonCode: 'wrong_number',
    reason: '与培训台账不符',
    proposed: String(right(row, unit)),
  }))
  const version = await city.versionOf(form)
  expectStatus(await city.ask('shenhe', `POST ${reviewOf(form)}/return`, { version, body: { marks } }), 200)
  await takeProposals(form)
})

/** Writes what the office proposes into the returned cells, and sends the form again. */
async function takeProposals(form: FormOf): Promise<void> {
  const back = await openFormOf(city, form)
  const open = back.returnMarks.filter(({ round }) => round === back.submission.round)
  expect(open.length).toBeGreaterThan(0)
  const cells = open.map(({ item, unit, breakdown, proposed }) => {
    const row = back.rows.findIndex((one) => one.item === item && one.breakdown === breakdown)
    const column = back.units.findIndex(({ code }) => code === unit)
    const version = back.cells.version[row * back.units.length + column]
    return { item, unit, breakdown, text: String(must(proposed).value), version }
  })
  const body = { source: 'grid', cells }
  const saved = await city.ask(city.fillerOf(form.reporter), `PUT ${pathOf(form)}/cells`, { body })
  expect(expectStatus(saved, 200).body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
    open.map(() => 'saved'),
  )
  expectStatus(await send(city, form, words), 200)
}

it('all is checked by the lead departments and accepted by the office', async () => {
  for (const form of forms) await accept(city, form)
  const queue = expectStatus(await city.ask('shenhe', `GET /api/v1/review/queue?period=${quarter}`), 200).body
  expect(queue.items).toEqual([])
})

/** What a district holds for right: one session of training more than its department filed. */
let claimed = 0
const claim = { form: 'RSJ-SKILLS', item: 'N_TRAIN', unit: 'DWQ' }

it('districts check their own figures; one objects, is upheld, and the figure is mended', async () => {
  await city.setNow('2022-04-14T01:00:00.000Z')
  const appeals = `/api/v1/appeals/${quarter}`
  const closesAt = '2022-04-16T10:00:00.000Z'
  expectStatus(await city.ask('shenhe', `POST ${appeals}/window`, { body: { closesAt } }), 200)
  const district = city.fillerOf(claim.unit)
  const sheet = expectStatus(await city.ask(district, `GET ${appeals}/worksheets/${claim.unit}`), 200).body
  const rows = sheet.forms.flatMap((one: Answer['body']) => one.rows)
  const row = rows.find((one: Answer['body']) => one.item === claim.item && one.breakdown === '')
  claimed = row.figure.value + 1
  const body = {
    item: claim.item,
    seenVersion: row.version,
    claimed: String(claimed),
    reason: '漏计四月初补办的一期',
    evidence: '区人社局培训台账第31号',
  }
  const made = await city.ask(district, `POST ${appeals}/worksheets/${claim.unit}/objections`, { body })
  const [objection] = expectStatus(made, 200).body.objections
  const decision = { action: 'uphold', answer: '经核实漏计一期，予以更正' }
  const path = `/api/v1/objections/${objection.id}/decision`
  expectStatus(await city.ask('shenhe', `POST ${path}`, { version: objection.version, body: decision }), 200)
  const form = named(claim.form)
  await takeProposals(form)
  await accept(city, form)
  for (const unit of (await openFormOf(city, form)).units.filter(({ isCity }) => !isCity)) {
    const confirm = `POST ${appeals}/worksheets/${unit.code}/confirmation`
    expectStatus(await city.ask(city.fillerOf(unit.code), confirm, { body: {} }), 200)
  }
})

it('two people publish; the release holds every figure that was meant, and nothing else', async () => {
  await city.setNow('2022-04-18T01:00:00.000Z')
  const made = expectStatus(await city.ask('fuhe', `POST /api/v1/periods/${quarter}/preview`, { body: {} }), 200).body
  const check = expectStatus(await city.ask('fabu', `GET /api/v1/previews/${made.id}`), 200).body
  expect([check.obstacles, check.closing.forms ?? []]).toEqual([[], []])
  const done = await city.ask('fabu', `POST /api/v1/previews/${made.id}/publish`, {
    version: made.version,
    body: { closing: check.closing.digest },
  })
  const { code } = expectStatus(done, 200).body.head
  expect(code).toBe(`CG-${quarter}-01`)
  const frozen = new Map((await city.frozenCells(code)).map((cell) => [cellKey(cell), cell]))
  let figures = 0
  for (const form of forms) {
    const detail = await openFormOf(city, form)
    for (const row of detail.rows) {
      for (const unit of detail.units) {
        const isClaimed = row.item === claim.item && unit.code === claim.unit && row.breakdown === ''
        const meant = isClaimed ? claimed : right(row, unit)
        const cell = frozen.get(cellKey({ item: row.item, unit: unit.code, breakdown: row.breakdown }))
        expect([row.item, row.breakdown, unit.code, cell?.value ?? null]).toEqual([
          row.item,
          row.breakdown,
          unit.code,
          typeof meant === 'number' ? meant : null,
        ])
        figures += typeof meant === 'number' ? 1 : 0
      }
    }
  }
  const asked = new Set(
    (await Promise.all(forms.map((form) => openFormOf(city, form)))).flatMap(({ rows }) =>
      rows.map(({ item }) => item),
    ),
  )
  const others = [...frozen.values()].filter(({ item, value }) => value !== null && !asked.has(item))
  const ofRegisters = new Set<string>(
    readCatalogue().items.flatMap(({ code, axes }) => (axes.countsRecords ? [code] : [])),
  )
  // What the program counts itself: three forms a district, all in time, none of its own returned.
  const ofForms = others.filter(({ item }) => !ofRegisters.has(item))
  expect(new Set(ofForms.map(({ item, value }) => `${item} ${value}`))).toEqual(
    new Set(['R_DUE 3', 'R_ONTIME 3', 'R_CLEAN 3']),
  )
  expect([...frozen.values()].filter(({ value }) => value !== null)).toHaveLength(figures + others.length)
})
