import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { Context } from '@cg/services/context'
import { copyScheme } from '@cg/services/scheme/copy'
import { readScheme } from '@cg/services/scheme/read'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now, openExample } from './example.fixture.ts'
import { readSchemeUpload } from './scheme-upload.ts'
import { writeSchemeWorkbook } from './scheme-workbook.ts'

/* A version of the scheme as a workbook: read in unchanged it changes nothing, changed it changes that alone. */

let base: string
let store: Store
let ctx: Context
let id: number
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-scheme-book-'))
  store = await openExample(join(base, 'data'))
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
    expect([...book.keys()]).toEqual([
      '计分指标',
      '缺数与排名',
      '加减分',
      '等次',
      '参考：写法',
      '参考：版本',
      '参考：变更',
    ])
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
    expect(found).toMatchObject({ errors: [], lines: [], body })
    expect(found.accounts.join()).not.toMatch(/改动|新|去掉|取出/)
    expect(found.accounts).toHaveLength(4)
  })

  it('changes a weight, takes one in and one out, and leaves rows that are not there', async () => {
    const { body, indicators } = await readScheme(ctx, { id })
    const [a, b, c] = body.items.map(({ indicator }) => indicator as string)
    const fresh = must(indicators.find(({ code }) => !body.items.some(({ indicator }) => indicator === code))).code
    const found = await read(await changed({ [must(a)]: '12.5', [must(b)]: '', [must(c)]: null, [fresh]: 3 }))
    expect(found.errors).toEqual([])
    const weight = (code: string) => found.body.items.find(({ indicator }) => indicator === code)?.weight
    expect([weight(must(a)), weight(must(b)), weight(must(c)), weight(fresh)]).toEqual([
      12.5,
      undefined,
      body.items[2]?.weight,
      3,
    ])
    expect(found.lines.some((line) => line.includes('12.5'))).toBe(true)
    expect(found.lines.some((line) => line.includes('新列入计分，权重 3'))).toBe(true)
    expect(found.lines.some((line) => line.includes('不再计分'))).toBe(true)
    expect(found.accounts).toEqual([
      expect.stringMatching(
        /^“计分指标”：改动 1 项，新列入 1 项，取出 1 项，相同 \d+ 项，不计分 \d+ 项；方案里另有 1 项不在表里，保持不变。$/,
      ),
    ])
    expect((await readScheme(ctx, { id })).body).toEqual(body)
  })

  it('carries rules as sentences, missing figures, places, bonuses and grades, and says what each becomes', async () => {
    const { body, facts } = await readScheme(ctx, { id })
    const book = await sheets()
    const first = must(body.items[0])
    const put = (name: string, key: string, at: number, value: string | number) =>
      must(book.get(name)).map((row) =>
        row[0] === key ? row.map((cell, column) => (column === at ? value : cell)) : row,
      )
    const [fact] = facts
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '计分指标',
          rows: put('计分指标', first.indicator, 5, '达到时序目标得满分；每差1个百分点扣3分，最多扣9分'),
        },
        {
          name: '缺数与排名',
          rows: [
            ['项目', '取值'],
            ['未报', '不参与排名'],
            ['已报权重至少（%）才排名', 80],
          ],
        },
        {
          name: '加减分',
          rows: [
            ['对象', '办法', '每个（分）', '最多（分）', '后果'],
            [must(fact).name, '每个扣', 1.5, 6, ''],
            [must(fact).name, '一票否决', '', '', '总分记0分'],
          ],
        },
        {
          name: '等次',
          rows: [
            ['名称', '不低于（分）', '名额不超过（%）'],
            ['优秀', 90, 20],
            ['良好', 80, ''],
          ],
        },
      ],
    })
    const found = await read(bytes)
    expect(found.errors).toEqual([])
    expect(found.body.items.find(({ indicator }) => indicator === first.indicator)?.rule).toEqual({
      kind: 'step_down',
      step: 1,
      loss: 3,
      maxLoss: 9,
    })
    expect(found.body.missing).toEqual({ ...body.missing, not_reported: { kind: 'block' } })
    expect(found.body).toMatchObject({
      availability: 0.8,
      adjustments: [
        { kind: 'deduction', fact: must(fact).code, perUnit: 1.5, cap: 6 },
        { kind: 'veto', fact: must(fact).code, effect: 'zero' },
      ],
      grades: [
        { name: '优秀', atLeast: 90, quota: 0.2 },
        { name: '良好', atLeast: 80 },
      ],
    })
    const lines = found.lines.join('\n')
    expect(lines).toContain(
      '计分规则由“实际÷时序目标，最多按100%计”改为“达到时序目标得满分；每差1个百分点扣3分，最多扣9分”',
    )
    expect(lines).toContain('没有数时的处理：“未报”由“计0分”改为“不参与排名”')
    expect(lines).toContain('参与排名的最低已报权重由“66.6667%”改为“80%”')
    expect(lines).toContain(`新增：${must(fact).name}每个扣 1.5 分，最多 6 分`)
    expect(lines).toContain('等次由“不分等次”改为“优秀不低于 90 分，名额不超过 20%；良好不低于 80 分”')
    expect(found.accounts.slice(1)).toEqual([
      '“缺数与排名”：改动 2 项；另有 8 项不在表里，保持不变。',
      expect.stringMatching(/^“加减分”：新增 2 条/),
      '“等次”：新增 2 条。',
    ])
  })

  it.each<[string, (string | number)[][], RegExp]>([
    [
      '计分指标',
      [
        ['指标代码', '权重', '计分规则'],
        ['QY01', 5, '看完成情况'],
      ],
      /^“计分指标” 第 2 行“计分规则”：“看完成情况”不是能读懂的计分规则。请照“参考：写法”/,
    ],
    [
      '计分指标',
      [
        ['指标代码', '权重', '计分规则'],
        ['QY01', 5, '第1名100分，每低1名减5000分（相对）'],
      ],
      /里有的数超出范围/,
    ],
    [
      '缺数与排名',
      [
        ['项目', '取值'],
        ['未报', '不管'],
      ],
      /^“缺数与排名” 第 2 行“取值”：“不管”不是可选的处理：计0分、/,
    ],
    [
      '缺数与排名',
      [
        ['项目', '取值'],
        ['已报权重至少（%）才排名', 120],
      ],
      /“120”不是 0 到 100 之间的百分数/,
    ],
    [
      '缺数与排名',
      [
        ['项目', '取值'],
        ['没听过', 1],
      ],
      /不认识“没听过”，请删去这一行，或改成：未报、/,
    ],
    [
      '加减分',
      [
        ['对象', '办法'],
        ['迟到', '每个扣'],
      ],
      /^“加减分” 第 2 行“对象”：没有“迟到”这种事项，可选：/,
    ],
    [
      '加减分',
      [
        ['对象', '办法', '每个（分）', '最多（分）'],
        ['逾期报表数', '每个扣', '一点', 3],
      ],
      /“每个（分）”：“一点”不能作分数/,
    ],
    [
      '等次',
      [
        ['名称', '不低于（分）', '名额不超过（%）'],
        ['优秀', 90, 150],
      ],
      /“名额不超过（%）”：“150”不是 0 到 100/,
    ],
    [
      '等次',
      [
        ['名称', '不低于（分）'],
        ['良好', 80],
        ['优秀', 90],
      ],
      /等次的分数线应由高到低/,
    ],
    ['权重表', [['指标代码', '权重']], /没有找到可以读入的工作表。请保留导出时的表名：计分指标、/],
  ])('refuses on %s %j with sheet, row, column and remedy', async (name, rows, words) => {
    const found = await read(await writeXlsx({ sheets: [{ name, rows }] }))
    expect(found.errors).toHaveLength(1)
    expect(found.errors[0]).toMatch(words)
    expect(found.lines).toEqual([])
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
    expect(found.body).toEqual(body)
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
