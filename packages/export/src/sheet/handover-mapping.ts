import { handoverPartNames, handoverPlaceNames, handoverStateNames, handoverStates } from '@cg/contract/handover'
import type { Handover } from '@cg/contract/handover'
import { mappingHeads, mappingSheets, partWords, placeWords } from '@cg/contract/handover-book'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet, SheetCell } from './chart-workbook.ts'

type Page = Pick<Handover, 'release' | 'indicators' | 'items' | 'units' | 'mapping'>

/** The mapping as a workbook to fill in: what is kept, every unit and state, and the indicators and items to copy codes from. */
export async function renderHandoverMapping(page: Page): Promise<Uint8Array> {
  const title = `${page.release.city}省平台对照表`
  return writeWorkbook(
    [rowSheet(page), regionSheet(page), stateSheet(page), ownSheet(page), itemSheet(page), helpSheet],
    {
      title,
      generatedAt: page.release.publishedAt ?? page.release.preparedAt,
    },
  )
}

function sheetOf(key: keyof typeof mappingSheets, rows: readonly (readonly SheetCell[])[]): Sheet {
  const header = mappingHeads[key]
  return { name: mappingSheets[key], header, rows, decimals: header.map(() => null) }
}

function rowSheet(page: Page): Sheet {
  const sheet = sheetOf(
    'rows',
    page.mapping.rows.map((row) => [
      row.code,
      row.name,
      row.unit,
      String(row.decimals),
      row.factor === null ? '' : String(row.factor),
      row.indicator,
      row.item,
      row.item === '' ? handoverPartNames[row.part] : '',
      row.breakdown,
      handoverPlaceNames[row.places],
      row.lacking,
    ]),
  )
  const at = (head: (typeof mappingHeads)['rows'][number]) => mappingHeads.rows.indexOf(head)
  return {
    ...sheet,
    choices: [
      { column: at('本系统指标代码'), from: { sheet: mappingSheets.own, column: 0, rows: ownSheet(page).rows.length } },
      {
        column: at('本系统数据项代码'),
        from: { sheet: mappingSheets.items, column: 0, rows: itemSheet(page).rows.length },
      },
      { column: at('取数'), from: partWords },
      { column: at('范围'), from: placeWords },
    ],
  }
}

function regionSheet({ mapping, units }: Page): Sheet {
  const codes = new Map(mapping.regions.map(({ unit, code }) => [unit, code]))
  return sheetOf(
    'regions',
    units.map(({ code, name }) => [code, name, codes.get(code) ?? '']),
  )
}

function stateSheet({ mapping }: Page): Sheet {
  const codes = new Map(mapping.states.map(({ state, code }) => [state, code]))
  return sheetOf(
    'states',
    handoverStates.map((state) => [handoverStateNames[state], codes.get(state) ?? '']),
  )
}

function ownSheet({ indicators }: Page): Sheet {
  return sheetOf(
    'own',
    indicators.flatMap(({ code, name, unit, numerator, denominator, groups }) => [
      [code, name, unit, numerator ?? '', denominator ?? '', '', ''],
      ...groups.map((group) => [code, name, unit, '', '', group.code, group.name]),
    ]),
  )
}

function itemSheet({ items }: Page): Sheet {
  return sheetOf(
    'items',
    items.flatMap(({ code, name, unit, time, lacks, hasCity, groups }) => {
      const there = lacks ?? (hasCity ? '有' : '有，没有全市数')
      return [
        [code, name, unit, time, '', '', there],
        ...groups.map((group) => [code, name, unit, time, group.code, group.name, there]),
      ]
    }),
  )
}

/** How each column is filled in; the words to choose from are those that are read. */
const helpSheet: Sheet = {
  name: '填写说明',
  header: ['列', '怎样填'],
  rows: [
    ['省指标代码、名称、计量单位', '按省里下发的原样填写，每项一行'],
    ['小数位', '省里要求的小数位数，0—6'],
    ['换算系数', '留空则按两边的单位自动换算，如 人→万人；单位不是同一种量时填“本系统数值乘以几”'],
    ['本系统指标代码', `从列表选择，或从“${mappingSheets.own}”表复制`],
    [
      '本系统数据项代码',
      `省里要的是各单位填报的原数时，从列表选择，或从“${mappingSheets.items}”表复制。与指标代码只填一个`,
    ],
    ['取数', `${partWords.join('、')}之一；留空为${handoverPartNames.value}。数据项留空`],
    ['分组代码', `从“${mappingSheets.own}”或“${mappingSheets.items}”表复制；留空为合计。指标的分组只有全市数据`],
    ['范围', `${placeWords.join('、')}之一；留空为${handoverPlaceNames.all}`],
    ['本市无此数据的原因', '不对应本系统的指标和数据项时填写，该行以“无法提供”报送'],
    [mappingSheets.regions, '每个单位在省平台的地区代码'],
    [mappingSheets.states, '没有数值时，每种原因在省平台的代码；“有数值”可不填'],
  ],
  decimals: [null, null],
  isText: true,
}
