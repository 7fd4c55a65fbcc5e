import type { CataloguePartInput, CatalogueRow } from '@cg/contract/catalogue-change'
import { ownPrefix } from '@cg/contract/catalogue-own'
import type { HeaderInput, OwnIndicatorInput, OwnItemInput } from '@cg/contract/catalogue-own'
import { must } from '@cg/domain/must'
import { textOf } from './catalogue-account.ts'
import type { Account, ChangedRow } from './catalogue-account.ts'
import {
  askedKeys,
  assessedKeys,
  bookSheets,
  dimensionKeys,
  directionKeys,
  filledKeys,
  measureWords,
  periodKindKeys,
} from './catalogue-book.ts'
import type { Book, BookSheet } from './catalogue-book.ts'
import { cellReader } from './catalogue-cells.ts'
import type { CellReader } from './catalogue-cells.ts'
import type { LoadProblem } from './problem.ts'
import type { SheetRow } from './sheet.ts'
import { yesNo } from './words.ts'

export type Accounts = Readonly<Record<BookSheet, Account>>

export type Reading = {
  readonly book: Book
  readonly problems: LoadProblem[]
  /** Forms by every name that they ever had. */
  readonly formCodes: ReadonlyMap<string, string>
}

/** What the changed and added rows come to, as changes that are checked like those typed on the page. */
export function partsOfBook(accounts: Accounts, reading: Reading): CataloguePartInput[] {
  const items = itemParts(accounts, reading)
  return [
    ...formParts(accounts.forms, reading, items.moves),
    ...items.parts,
    ...indicatorParts(accounts, reading),
    ...switchParts(accounts, reading),
  ]
}

const readerOf = ({ problems }: Reading, key: BookSheet, line: SheetRow): CellReader =>
  cellReader(`“${bookSheets[key]}”`, line, problems)

/** The row that a change is read from, with the name that refusals call the thing by. */
function rowOf(sheet: BookSheet, { row }: SheetRow, name: string): CatalogueRow {
  return { sheet, row, name: name.slice(0, 120) }
}

const letters = { items: 'D', forms: 'F' } as const

/** What a new row is called by other new rows, until it is given its code. */
function refOf(sheet: keyof typeof letters, { row }: SheetRow): string {
  return `${ownPrefix}NEW_${letters[sheet]}${row}`
}

/** New rows of a sheet by their names. */
function newRows(sheet: keyof typeof letters, { added }: Account): Map<string, string> {
  return new Map(added.map((line) => [textOf(line, '名称'), refOf(sheet, line)]))
}

/** Refuses what of a row cannot be changed, each cell with what to write in it again. */
function refuseOthers(cells: CellReader, { row, columns }: ChangedRow, may: readonly string[], remedy: string): void {
  for (const column of columns.filter((one) => !may.includes(one))) {
    const before = row.cells[column] ?? ''
    cells.fail(column, `不能改，请改回${before === '' ? '空白' : `“${before}”`}。${remedy}`)
  }
}

const itemColumns = [
  '名称',
  '计量单位',
  '小数位',
  '时间口径',
  '填报频率',
  '提供部门',
  '分组',
  '全市合计',
  '可为负数',
  '口径',
] as const

/** Items that move to a form, by the form's code, or by the name of one that the file adds. */
type Moves = Map<string, { readonly code: string; readonly at: CatalogueRow }[]>

function itemParts(accounts: Accounts, reading: Reading): { parts: CataloguePartInput[]; moves: Moves } {
  const { book } = reading
  const axes = axesOf(book)
  const newForms = newRows('forms', accounts.forms)
  const moves: Moves = new Map()
  const parts: CataloguePartInput[] = []
  for (const changed of accounts.items.changed) {
    const { line, row, columns } = changed
    const cells = readerOf(reading, 'items', line)
    const item = must(book.board.items.find(({ code }) => code === row.code))
    if (item.isCounted) {
      refuseOthers(cells, changed, [], '它由系统统计，不在报表中填报。')
      continue
    }
    const { own } = item
    if (own === null)
      refuseOthers(
        cells,
        changed,
        ['报表', '分组', '是否使用'],
        '内置数据项只能改报表、分组和是否使用；要另一种口径的，请新增一行，代码留空。',
      )
    if (columns.includes('报表')) {
      const name = textOf(line, '报表').replaceAll(/[《》]/g, '')
      const to = reading.formCodes.get(name) ?? (newForms.has(name) ? name : undefined)
      if (to === undefined) cells.fail('报表', `没有报表《${name}》。请填目录中报表的名称。`)
      else moves.set(to, [...(moves.get(to) ?? []), { code: row.code, at: rowOf('items', line, row.name) }])
    }
    if (own !== null && columns.some((one) => (itemColumns as readonly string[]).includes(one))) {
      const body = { code: row.code, item: { ...readItem(cells, book), form: own.form } }
      parts.push({ kind: 'itemEdit', body, rows: [rowOf('items', line, row.name)] })
    } else if (columns.includes('分组')) {
      const body = { code: row.code, breakdowns: cells.list('分组', axes) }
      parts.push({ kind: 'groups', body, rows: [rowOf('items', line, row.name)] })
    }
  }
  for (const line of accounts.items.added) {
    const cells = readerOf(reading, 'items', line)
    const name = textOf(line, '报表').replaceAll(/[《》]/g, '')
    const form = reading.formCodes.get(name) ?? newForms.get(name)
    if (form === undefined) cells.fail('报表', `没有报表《${name}》。请填目录中报表的名称。`)
    onlyUsed(cells)
    const body = { ...readItem(cells, book), form: form ?? '' }
    parts.push({ kind: 'item', body, ref: refOf('items', line), rows: [rowOf('items', line, body.name)] })
  }
  return { parts, moves }
}

function onlyUsed(cells: CellReader): void {
  if (!cells.isYes('是否使用', true)) cells.fail('是否使用', '新增的行请填“是”，或删去这一行。')
}

function axesOf({ tailored }: Book): Map<string, string> {
  return new Map(tailored.known.guide.axes.map(({ code, name }) => [name, code]))
}

function departmentsOf({ tailored }: Book): Map<string, string> {
  return new Map(tailored.known.departments.map(({ code, name }) => [name, code]))
}

function readItem(cells: CellReader, book: Book): Omit<OwnItemInput, 'form'> {
  return {
    name: cells.text('名称', 2, 60),
    definition: cells.text('口径', 4, 1000),
    unit: cells.text('计量单位', 1, 12),
    decimals: cells.decimals(),
    periodKind: cells.choice('时间口径', periodKindKeys) ?? 'STOCK_EOQ',
    asked: cells.choice('填报频率', askedKeys) ?? 'every',
    department: cells.choice('提供部门', departmentsOf(book)) ?? '',
    breakdowns: cells.list('分组', axesOf(book)),
    hasCityTotal: cells.isYes('全市合计', false),
    mayBeNegative: cells.isYes('可为负数', false),
  }
}

function indicatorParts(accounts: Accounts, reading: Reading): CataloguePartInput[] {
  const { changed, added } = accounts.indicators
  const { book } = reading
  const edits = changed.flatMap((one): CataloguePartInput[] => {
    const { line, row, columns } = one
    const cells = readerOf(reading, 'indicators', line)
    const { own } = must(book.board.indicators.find(({ code }) => code === row.code))
    if (own === null) {
      refuseOthers(
        cells,
        one,
        ['名称', '口径', '是否使用'],
        '内置指标只能改名称、口径和是否使用；要另一种算法的，请新增一行，代码留空。',
      )
      if (!columns.includes('名称') && !columns.includes('口径')) return []
      const body = { code: row.code, name: cells.text('名称', 2, 60), definition: cells.text('口径', 4, 1000) }
      return [{ kind: 'definition', body, rows: [rowOf('indicators', line, row.name)] }]
    }
    const fixed = ['维度', '表示方式', '分子', '分母']
    refuseOthers(
      cells,
      one,
      columns.filter((column) => !fixed.includes(column)),
      '维度和计算公式不能改；要另一种算法的，请新增一行，代码留空，再停用这一行。',
    )
    if (columns.every((column) => column === '是否使用')) return []
    const { measure, numerator, denominator, dimension } = own
    const indicator = { ...readShown(cells, book), measure, numerator, denominator, dimension }
    const rows = [rowOf('indicators', line, row.name)]
    return [{ kind: 'indicatorEdit', body: { code: row.code, indicator }, rows }]
  })
  const items = new Map([
    ...book.board.items.flatMap(({ code, name, isCounted }) =>
      isCounted ? [] : [[name, code] as const, [code, code] as const],
    ),
    ...newRows('items', accounts.items),
  ])
  const made = added.map((line): CataloguePartInput => {
    const cells = readerOf(reading, 'indicators', line)
    onlyUsed(cells)
    const dimension = cells.choice('维度', dimensionKeys)
    const measure = cells.choice('表示方式', measureWords) ?? 'percent'
    return {
      kind: 'indicator',
      body: {
        ...readShown(cells, book),
        dimension: (dimension ?? 'SKILLS') as OwnIndicatorInput['dimension'],
        measure,
        numerator: cells.list('分子', items),
        denominator: cells.list('分母', items),
      },
      rows: [rowOf('indicators', line, textOf(line, '名称'))],
    }
  })
  return [...edits, ...made]
}

function readShown(
  cells: CellReader,
  book: Book,
): Omit<OwnIndicatorInput, 'dimension' | 'measure' | 'numerator' | 'denominator'> {
  return {
    name: cells.text('名称', 2, 60),
    definition: cells.text('口径', 4, 1000),
    department: cells.choice('牵头部门', departmentsOf(book)) ?? '',
    unit: cells.text('计量单位', 1, 12),
    decimals: cells.decimals(),
    direction: cells.choice('方向', directionKeys) ?? 'neutral',
    isAssessed: cells.choice('评价', assessedKeys) ?? false,
    breakdowns: cells.list('分组', axesOf(book)),
  }
}

function formParts({ changed, added }: Account, reading: Reading, moves: Moves): CataloguePartInput[] {
  const { book } = reading
  const heads = new Map<string, { readonly head: Omit<HeaderInput, 'code' | 'items'>; readonly at: CatalogueRow }>()
  for (const one of changed) {
    const cells = readerOf(reading, 'forms', one.line)
    const may = ['名称', '表号', '制定机关', '批准文号', '有效期至']
    refuseOthers(cells, one, may, '要换填报的部门，请新增一张报表，把数据项移过去。')
    heads.set(one.row.code, { head: readHead(cells), at: rowOf('forms', one.line, one.row.name) })
  }
  const edits = book.board.forms.flatMap((form): CataloguePartInput[] => {
    const moved = moves.get(form.code) ?? []
    const changedHead = heads.get(form.code)
    if (moved.length === 0 && changedHead === undefined) return []
    const { code, name, issuer, tableNo, approvalNo, validUntil } = form
    const head = changedHead?.head ?? { name, issuer, tableNo, approvalNo, validUntil }
    const body = { code, ...head, items: moved.map((one) => one.code) }
    const rows = [...(changedHead === undefined ? [] : [changedHead.at]), ...moved.map(({ at }) => at)]
    return [{ kind: 'header', body, rows }]
  })
  const made = added.map((line): CataloguePartInput => {
    const cells = readerOf(reading, 'forms', line)
    const head = readHead(cells)
    const moved = moves.get(head.name) ?? []
    return {
      kind: 'form',
      ref: refOf('forms', line),
      rows: [rowOf('forms', line, head.name), ...moved.map(({ at }) => at)],
      body: {
        ...head,
        items: moved.map(({ code }) => code),
        dimension: (cells.choice('维度', dimensionKeys) ?? 'SKILLS') as OwnIndicatorInput['dimension'],
        department: cells.choice('部门', departmentsOf(book)) ?? '',
        filledBy: cells.choice('填报', filledKeys) ?? 'department',
      },
    }
  })
  return [...made, ...edits]
}

function readHead(cells: CellReader): Omit<HeaderInput, 'code' | 'items'> {
  return {
    name: cells.text('名称', 2, 60),
    issuer: cells.text('制定机关', 2, 60),
    tableNo: cells.optional('表号', 60),
    approvalNo: cells.optional('批准文号', 60),
    validUntil: cells.day('有效期至'),
  }
}

/** All that is switched off in one change, and all that is switched on in another. */
function switchParts({ indicators, items }: Accounts, reading: Reading): CataloguePartInput[] {
  const turned = (key: 'indicators' | 'items', { changed }: Account, isOn: boolean) =>
    changed.flatMap(({ line, row, columns }) => {
      if (!columns.includes('是否使用')) return []
      const wanted = isOn ? yesNo.get(textOf(line, '是否使用')) : readerOf(reading, key, line).choice('是否使用', yesNo)
      return wanted === isOn ? [{ code: row.code, at: rowOf(key, line, row.name) }] : []
    })
  return [false, true].flatMap((isOn): CataloguePartInput[] => {
    const found = { indicators: turned('indicators', indicators, isOn), items: turned('items', items, isOn) }
    const rows = [...found.indicators, ...found.items].map(({ at }) => at)
    const body = { isOn, indicators: found.indicators.map(codeIn), items: found.items.map(codeIn) }
    return rows.length === 0 ? [] : [{ kind: 'switch', body, rows }]
  })
}

const codeIn = ({ code }: { readonly code: string }): string => code
