import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initStore, openStore } from '@cg/db/open'
import { user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { Context } from '@cg/services/context'
import { copyScheme } from '@cg/services/scheme/copy'
import { readScheme } from '@cg/services/scheme/read'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installEmpty } from '../seed.ts'
import { loadFolder } from './load-folder.ts'
import { readSchemeUpload, writeSchemeWorkbook } from './scheme-workbook.ts'

/* A version of the scheme as a workbook: read in unchanged it changes nothing, changed it changes that alone. */

const example = fileURLToPath(new URL('../../example/', import.meta.url))

let base: string
let store: Store
let ctx: Context
let id: number
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-scheme-book-'))
  initStore(join(base, 'data'))
  store = await openStore(join(base, 'data'))
  const now = () => new Date('2026-02-01T02:00:00Z')
  await installEmpty(store)
  await loadFolder({ store, now }, example)
  const [somebody] = await store.read((db) => db.select().from(user))
  const { id: userId, login, name } = must(somebody)
  const grants = [{ role: 'publisher' as const, department: null, unit: null }]
  ctx = { store, now, actor: { userId, login, name, mustChangePassword: false, grants } }
  id = (await copyScheme(ctx, { from: 1, year: 2026 })).version.id
})
afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

type Cells = (string | number)[][]

async function sheets(): Promise<Map<string, Cells>> {
  const book = await readXlsx(await writeSchemeWorkbook(ctx, { id }))
  return new Map(
    book.sheets.map(({ name, rows }) => [name, rows.map((row) => row.map((cell) => (cell ?? '') as string))]),
  )
}

/** The sheet of weights with another weight in some rows; null takes the row away. */
async function changed(weights: Readonly<Record<string, string | number | null>>): Promise<Uint8Array> {
  const [head = [], ...lines] = must((await sheets()).get('计分指标'))
  const rows = lines.flatMap((line) => {
    const code = String(line[0])
    if (!(code in weights)) return [line]
    const weight = weights[code] ?? null
    return weight === null ? [] : [line.map((cell, at) => (at === 3 ? weight : cell))]
  })
  return writeXlsx({ sheets: [{ name: '计分指标', rows: [head, ...rows] }] })
}

const read = (bytes: Uint8Array) => readSchemeUpload(ctx, { id }, { fileName: '方案.xlsx', bytes })

describe('a scheme as a workbook', () => {
  it('tells every item with its weight and rule, every version and who adopted it', async () => {
    const book = await sheets()
    expect([...book.keys()]).toEqual(['计分指标', '参考：版本', '参考：变更'])
    const { body } = await readScheme(ctx, { id })
    const [first] = body.items
    const line = must(must(book.get('计分指标')).find(([code]) => code === first?.indicator))
    expect([line[3], line[5]]).toEqual([first?.weight, '实际÷时序目标，最多按100%计'])
    expect(
      must(book.get('参考：版本'))
        .slice(1)
        .map((row) => row[1]),
    ).toEqual([2, 1])
  })

  it('read in as it came out changes nothing', async () => {
    const { body } = await readScheme(ctx, { id })
    const found = await read(await writeSchemeWorkbook(ctx, { id }))
    expect(found).toEqual({ errors: [], lines: [], items: body.items })
  })

  it('changes a weight, takes one in and one out, and leaves rows that are not there', async () => {
    const { body, indicators } = await readScheme(ctx, { id })
    const [a, b, c] = body.items.map(({ indicator }) => indicator as string)
    const fresh = must(indicators.find(({ code }) => !body.items.some(({ indicator }) => indicator === code))).code
    const found = await read(await changed({ [must(a)]: '12.5', [must(b)]: '', [must(c)]: null, [fresh]: 3 }))
    expect(found.errors).toEqual([])
    const weight = (code: string) => found.items.find(({ indicator }) => indicator === code)?.weight
    expect([weight(must(a)), weight(must(b)), weight(must(c)), weight(fresh)]).toEqual([
      12.5,
      undefined,
      body.items[2]?.weight,
      3,
    ])
    expect(found.lines.some((line) => line.includes('12.5'))).toBe(true)
    expect(found.lines.some((line) => line.includes('新列入计分，权重 3'))).toBe(true)
    expect(found.lines.some((line) => line.includes('不再计分'))).toBe(true)
    expect((await readScheme(ctx, { id })).body).toEqual(body)
  })

  it.each<[string, string | number, RegExp]>([
    ['words', '很高', /第 2 行“权重”：“很高”不能作权重/],
    ['less than nothing', -1, /不能作权重，应是大于 0/],
    ['zero', 0, /不能作权重，应是大于 0/],
  ])('refuses %s with row and column', async (_, weight, words) => {
    const { indicators, body } = await readScheme(ctx, { id })
    const top = must(indicators.find(({ code }) => body.items.some(({ indicator }) => indicator === code))).code
    const found = await read(await changed({ [top]: weight }))
    expect(found.errors).toHaveLength(1)
    expect(found.errors[0]).toMatch(words)
    expect(found.items).toEqual(body.items)
  })

  it('refuses a code that is no indicator, and a stranger', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '计分指标',
          rows: [
            ['指标代码', '权重'],
            ['XX99', 3],
          ],
        },
      ],
    })
    expect((await read(bytes)).errors).toEqual([
      expect.stringContaining('没有代码为“XX99”的可计分指标，请核对，或删去这一行。'),
    ])
    const leader = {
      ...ctx,
      actor: { ...ctx.actor, grants: [{ role: 'leader' as const, department: null, unit: null }] },
    }
    await expect(readSchemeUpload(leader, { id }, { fileName: 'a.xlsx', bytes })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
