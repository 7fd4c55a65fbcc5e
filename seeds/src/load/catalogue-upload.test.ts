import { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import type { CatalogueFile } from '@cg/contract/catalogue-change'
import { parseAs } from '@cg/contract/parse'
import { enter, openCity } from '@cg/services/release/release.fixture'
import type { TestCity } from '@cg/services/release/release.fixture'
import { decideCatalogueChange } from '@cg/services/tailor/decide'
import { readCatalogueBoard } from '@cg/services/tailor/list'
import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCatalogueUpload } from './catalogue-upload.ts'
import { writeCatalogueWorkbook } from './catalogue-workbook.ts'

/* The workbook goes out, is changed by a person and comes back: every row is accounted for. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

type Grid = (string | number | boolean | Date | null)[][]
type Edit = (sheets: Map<string, Grid>) => void

const columnOf = (grid: Grid, head: string) => (grid[0] ?? []).indexOf(head)

/** Writes into the row that begins with a code. */
function put(grid: Grid | undefined, code: string, head: string, value: string | number): void {
  const row = grid?.find(([first]) => first === code)
  if (grid === undefined || row === undefined) throw new Error(`no row ${code}`)
  row[columnOf(grid, head)] = value
}

/** A row at the end, by heading. */
function add(grid: Grid | undefined, cells: Record<string, string | number>): void {
  if (grid === undefined) throw new Error('no sheet')
  grid.push((grid[0] ?? []).map((head) => cells[String(head)] ?? ''))
}

async function changed(bytes: Uint8Array, edit: Edit, more: (sheet: WriteSheet) => WriteSheet = (one) => one) {
  const { sheets } = await readXlsx(bytes)
  const grids = new Map(sheets.map(({ name, rows }) => [name, rows.map((row) => [...row]) as Grid]))
  edit(grids)
  return writeXlsx({ sheets: [...grids].map(([name, rows]) => more({ name, rows })) })
}

const read = (bytes: Uint8Array, fileName = '指标目录.xlsx') =>
  readCatalogueUpload(city.as('second'), { fileName, bytes })

async function edited(edit: Edit): Promise<CatalogueFile> {
  return read(await changed(await writeCatalogueWorkbook(city.as('second')), edit))
}

const later = '2026-10-21T02:00:00.000Z'

async function apply(change: CatalogueChangeInput, at?: string): Promise<void> {
  const { digest, refusals } = await checkCatalogueChange(city.as('second'), change)
  expect(refusals).toEqual([])
  const proposing = { change, reason: '市里要求', seen: digest, isDistinct: true }
  const { proposals } = await proposeCatalogueChange(city.as('second'), proposing)
  await decideCatalogueChange(city.as('publisher', at), {
    id: proposals[0]?.id ?? 0,
    action: 'confirm',
    note: '',
    version: 1,
  })
}

const bundle = ({ parts }: CatalogueFile): CatalogueChangeInput => ({ kind: 'bundle', from: '2026Q4', body: { parts } })

const newItem = {
  名称: '工匠人数',
  计量单位: '人',
  小数位: 0,
  时间口径: '季末时点数',
  填报频率: '每季',
  提供部门: '市人社局',
  报表: '劳动关系表',
  分组: '企业规模',
  口径: '季末在册的市级以上工匠人数',
}

it('unchanged says that nothing is other', async () => {
  const file = await edited(() => undefined)
  expect(file.errors).toEqual([])
  expect(file.parts).toEqual([])
  expect(file.differences).toEqual([])
  expect(file.sheets.map(({ name, same, changed: other, gone }) => [name, same, other, gone])).toEqual([
    ['指标', 4, 0, []],
    ['数据项', 4, 0, []],
    ['报表', 1, 0, []],
  ])
})

it('accounts for each row: the same, changed, new and gone', async () => {
  const file = await edited((sheets) => {
    const [indicators, items, forms] = ['指标', '数据项', '报表'].map((name) => sheets.get(name))
    put(indicators, 'RATE', '口径', '另一种口径，按年末数')
    put(indicators, 'SURV', '是否使用', '否')
    put(items, 'ACC', '分组', '企业规模')
    put(forms, 'F1', '表号', '产改09表')
    add(items, newItem)
    if (items !== undefined) items.splice(1, 1)
  })
  expect(file.errors).toEqual([])
  expect(file.sheets).toEqual([
    { name: '指标', same: 2, changed: 2, added: 0, refused: 0, gone: [] },
    { name: '数据项', same: 2, changed: 1, added: 1, refused: 0, gone: ['数据项X'] },
    { name: '报表', same: 0, changed: 1, added: 0, refused: 0, gone: [] },
  ])
  expect(file.parts.map(({ kind }) => kind)).toEqual(['header', 'groups', 'item', 'definition', 'switch'])
  expect(file.differences).toContainEqual({
    place: '“数据项”第 3 行',
    name: '数据项ACC',
    column: '分组',
    before: '',
    after: '企业规模',
  })
})

it('becomes one proposal that a second person confirms; read in again it says that nothing is other', async () => {
  const bytes = await changed(await writeCatalogueWorkbook(city.as('second')), (sheets) => {
    add(sheets.get('数据项'), newItem)
    put(sheets.get('指标'), 'SURV', '是否使用', '否')
  })
  const file = await read(bytes)
  const change = bundle(file)
  const { digest, lines } = await checkCatalogueChange(city.as('second'), change)
  expect(lines).toHaveLength(2)
  await proposeCatalogueChange(city.as('second'), { change, reason: '市里要求', seen: digest })
  expect((await checkCatalogueChange(city.as('second'), bundle(await read(bytes)))).refusals).toEqual([
    '第 1 号变更与这次的完全相同，正待确认。请等它办理，不必再提。',
  ])
  await decideCatalogueChange(city.as('publisher'), { id: 1, action: 'confirm', note: '', version: 1 })
  const { items, proposals } = await readCatalogueBoard(city.as('publisher'))
  expect(proposals).toHaveLength(1)
  expect(items.at(-1)).toMatchObject({ code: 'OWN_D001', name: '工匠人数', breakdowns: ['size'] })
  const again = await read(bytes)
  expect([again.errors, again.parts, again.differences]).toEqual([[], [], []])
})

it('an own item is changed in its row, and an item moves with the name of another form', async () => {
  await apply(bundle(await edited((sheets) => add(sheets.get('数据项'), newItem))))
  const file = await edited((sheets) => {
    put(sheets.get('数据项'), 'OWN_D001', '小数位', 1)
    put(sheets.get('数据项'), 'OWN_D001', '报表', '工匠情况表')
    const form = { 名称: '工匠情况表', 维度: '技能提升', 部门: '市人社局', 填报: '部门填', 制定机关: '市产改办' }
    add(sheets.get('报表'), form)
  })
  expect(file.errors).toEqual([])
  expect(file.parts).toMatchObject([
    { kind: 'form', body: { name: '工匠情况表', items: ['OWN_D001'], tableNo: null } },
    { kind: 'itemEdit', body: { code: 'OWN_D001', item: { decimals: 1, form: 'F1' } } },
  ])
  await apply(bundle(file))
  const { forms } = await readCatalogueBoard(city.as('publisher'))
  expect(forms.map(({ name, items }) => [name, items.includes('工匠人数')])).toEqual([
    ['劳动关系表', false],
    ['工匠情况表', true],
  ])
})

const newForm = { 名称: '工匠情况表', 维度: '技能提升', 部门: '市人社局', 填报: '部门填', 制定机关: '市产改办' }
const newIndicator = {
  名称: '工匠占比',
  维度: '技能提升',
  计量单位: '%',
  小数位: 1,
  方向: '越高越好',
  牵头部门: '市人社局',
  评价: '只监测',
  表示方式: '百分比',
  分子: '工匠人数',
  分母: '数据项N',
  分组: '企业规模',
  口径: '期末工匠人数占从业人数的比重',
}

describe('new things that need one another', () => {
  it('come in one workbook: a form, an item asked on it, and the indicator that is computed from the item', async () => {
    const bytes = await changed(await writeCatalogueWorkbook(city.as('second')), (sheets) => {
      add(sheets.get('指标'), newIndicator)
      add(sheets.get('数据项'), { ...newItem, 报表: '工匠情况表' })
      add(sheets.get('报表'), newForm)
    })
    const file = await read(bytes)
    expect(file.errors).toEqual([])
    const change = parseAs(CatalogueChangeInput, bundle(file), 'what the page sends')
    const { lines, refusals } = await checkCatalogueChange(city.as('second'), change)
    expect(refusals).toEqual([])
    expect(lines[1]).toContain('列入《工匠情况表》')
    expect(lines[2]).toContain('分子：“工匠人数”；分母：“数据项N”')
    await apply(change)
    const { indicators, items, forms, proposals } = await readCatalogueBoard(city.as('publisher'))
    expect(indicators.at(-1)).toMatchObject({ code: 'OWN_I001', items: ['工匠人数', '数据项N'] })
    expect(items.at(-1)).toMatchObject({ code: 'OWN_D001', forms: ['工匠情况表'], indicators: ['工匠占比'] })
    expect(forms.at(-1)).toMatchObject({ code: 'OWN_F001', items: ['工匠人数'] })
    expect(proposals[0]?.parts[2]?.lines.join()).toContain('“工匠人数”')
    const again = await read(bytes)
    expect([again.errors, again.parts, again.differences]).toEqual([[], [], []])
  })

  it('are held against the catalogue as it will be: groups that the item gets in the same file count', async () => {
    const file = await edited((sheets) => {
      put(sheets.get('数据项'), 'ACC', '分组', '企业规模')
      add(sheets.get('指标'), { ...newIndicator, 名称: '事故率', 分子: '数据项ACC' })
    })
    expect(file.errors).toEqual([])
    expect((await checkCatalogueChange(city.as('second'), bundle(file))).refusals).toEqual([])
  })

  it('wait for one another: what is computed from a row that did not pass is named after it', async () => {
    const file = await edited((sheets) => {
      add(sheets.get('指标'), newIndicator)
      add(sheets.get('数据项'), { ...newItem, 计量单位: '分' })
    })
    expect(file.errors).toEqual([])
    expect((await checkCatalogueChange(city.as('second'), bundle(file))).refusals).toEqual([
      '“数据项”第 6 行，新增数据项“工匠人数”：以分为单位的数据项按区县评分，不分组。请去掉分组。',
      '“指标”第 6 行，新增指标“工匠占比”：它用到这次新增的数据项“工匠人数”，那一行还没有通过检查。请先改正那一行。',
    ])
  })
})

describe('what the catalogue refuses', () => {
  const refusedOf = async (edit: Edit) => {
    const file = await edited(edit)
    expect(file.errors).toEqual([])
    return (await checkCatalogueChange(city.as('second'), bundle(file))).refusals
  }

  it('names the sheet and the rows of both where two rows are against each other', async () => {
    expect(
      await refusedOf((sheets) => {
        add(sheets.get('数据项'), newItem)
        add(sheets.get('数据项'), { ...newItem, 小数位: 1 })
      }),
    ).toEqual(['“数据项”第 6、7 行，这次变更中有两个数据项都叫“工匠人数”。请改其中一个的名称。'])
    expect(
      await refusedOf((sheets) => {
        put(sheets.get('数据项'), 'ACC', '是否使用', '否')
        add(sheets.get('指标'), { ...newIndicator, 分子: '数据项ACC', 分组: '' })
      }),
    ).toEqual([
      '“指标”第 6 行、“数据项”第 4 行，指标“工匠占比”用到数据项“数据项ACC”，它在这次变更中停用。请去掉其中一处。',
    ])
  })

  it('of many rows that are switched as one names the row that is in the way', async () => {
    await enter(city, '2026Q4', { 'ACC A': 1 })
    const refusals = await refusedOf((sheets) => {
      put(sheets.get('数据项'), 'ACC', '是否使用', '否')
      put(sheets.get('数据项'), 'SURV', '是否使用', '否')
    })
    expect(refusals).toEqual([
      expect.stringMatching(/^“数据项”第 4 行，停用 2 个数据项：2026年第四季度的报表已填了数据项“数据项ACC”/),
    ])
  })

  it('names the row of an item that moves, and of a definition', async () => {
    await enter(city, '2026Q4', { 'ACC A': 1 })
    const refusals = await refusedOf((sheets) => {
      put(sheets.get('数据项'), 'ACC', '报表', '工匠情况表')
      add(sheets.get('报表'), newForm)
      put(sheets.get('指标'), 'RATE', '名称', '另一个名称')
    })
    expect(refusals.map((line) => line.split('：')[0])).toEqual([
      '“报表”第 3 行、“数据项”第 4 行，新增报表《工匠情况表》',
      '“指标”第 2 行，“另一个名称”按新口径',
    ])
  })
})

describe('is refused with the cell and what to do', () => {
  it.each<[string, Edit, string]>([
    [
      'what of a shipped thing cannot be changed',
      (sheets) => put(sheets.get('数据项'), 'ACC', '计量单位', '次'),
      '“数据项” 第 4 行“计量单位”：不能改，请改回“起”。内置数据项只能改报表、分组和是否使用；要另一种口径的，请新增一行，代码留空。',
    ],
    [
      'a code that nobody knows',
      (sheets) => put(sheets.get('指标'), 'RATE', '代码', 'NOTHING'),
      '“指标” 第 2 行“代码”：目录中没有代码 NOTHING。请改回原来的代码；新增的请把代码留空。',
    ],
    [
      'a choice that is none',
      (sheets) => put(sheets.get('指标'), 'SURV', '是否使用', '停'),
      '“指标” 第 5 行“是否使用”：“停”不能识别。请填：是、否。',
    ],
    [
      'a new row that lacks something',
      (sheets) => add(sheets.get('数据项'), { ...newItem, 计量单位: '' }),
      '“数据项” 第 6 行“计量单位”：不能为空，请填写。',
    ],
    [
      'a form that is not there',
      (sheets) => put(sheets.get('数据项'), 'ACC', '报表', '没有的表'),
      '“数据项” 第 4 行“报表”：没有报表《没有的表》。请填目录中报表的名称。',
    ],
    [
      'a sheet that was taken away',
      (sheets) => sheets.delete('报表'),
      '指标目录.xlsx：没有“报表”工作表。请保留导出的各张工作表，不改名称；没有修改的也不要删去。',
    ],
    [
      'a workbook of somebody else',
      (sheets) => sheets.delete('说明'),
      '指标目录.xlsx：不是从“指标目录”导出的工作簿，或“说明”表中的导出时间被改动。请先点“导出 Excel”，在导出的文件里修改后再导入。',
    ],
  ])('%s', async (_, edit, message) => {
    const file = await edited(edit)
    expect(file.errors).toEqual([message])
    expect(file.parts).toEqual([])
  })

  it('a damaged file and another kind of file', async () => {
    expect((await read(new Uint8Array([80, 75, 3, 4, 9]))).errors).toEqual([
      '指标目录.xlsx：文件打不开，可能已损坏，或不是 Excel 工作簿。请在 Excel 或 WPS 中打开、另存为 .xlsx 后再导入；还不行，请重新导出。',
    ])
    expect((await read(new Uint8Array([1]), '目录.et')).errors).toEqual([
      '目录.et：不能读取 .et 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。',
    ])
  })

  it('a hidden sheet, and a formula that was never calculated', async () => {
    const bytes = await writeCatalogueWorkbook(city.as('second'))
    const hidden = await changed(
      bytes,
      () => undefined,
      (sheet) => (sheet.name === '数据项' ? { ...sheet, hidden: true } : sheet),
    )
    expect((await read(hidden)).errors).toEqual(['“数据项”：这张工作表是隐藏的。请取消隐藏、核对后再导入。'])
    const formula = await changed(
      bytes,
      (sheets) => put(sheets.get('数据项'), 'ACC', '分组', ''),
      (sheet) =>
        sheet.name === '数据项' ? { ...sheet, cells: new Map([['3,8', { formula: 'CONCAT("企业","规模")' }]]) } : sheet,
    )
    expect((await read(formula)).errors).toEqual([
      '“数据项” 第 4 行“分组”：公式没有计算结果，请在表格软件中打开并保存后再装载。',
    ])
  })

  it('a row that was changed by another after the export; the others are read', async () => {
    const old = await changed(await writeCatalogueWorkbook(city.as('second')), (sheets) => {
      put(sheets.get('数据项'), 'ACC', '分组', '企业规模')
      put(sheets.get('指标'), 'SURV', '是否使用', '否')
    })
    await apply({ kind: 'switch', from: '2026Q4', body: { isOn: false, indicators: [], items: ['ACC'] } }, later)
    expect((await read(old)).errors[0]).toBe(
      '“数据项” 第 4 行：导出之后，第 1 号变更改过这一行。请重新导出，在新的文件里改。',
    )
  })
})

it('is refused to a stranger', async () => {
  const bytes = await writeCatalogueWorkbook(city.as('second'))
  await expect(readCatalogueUpload(city.as('leader'), { fileName: '目录.xlsx', bytes })).rejects.toThrow('没有这项权限')
})
