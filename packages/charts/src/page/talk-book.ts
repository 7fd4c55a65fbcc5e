import type { TalkFacts } from '@cg/contract/release/talk'
import { spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, stateWord, wordCell, wordColumn } from '../figure.ts'
import type { ChartTable, TableCell } from '../model.ts'
import type { TalkLine, TalkRow, TalkSection } from './talk-rows.ts'

const any = { unit: '', decimals: 4 }

/** 讲话对照表 for a workbook: one line a figure, numbers as numbers in the indicator's own unit, beside what is said of them. */
export function talkBook({ targetYear, release }: TalkFacts, sections: readonly TalkSection[]): ChartTable {
  return {
    columns: [
      wordColumn('part', '部分'),
      wordColumn('id', '编号'),
      wordColumn('quote', '讲话原句'),
      wordColumn('states', '所指'),
      wordColumn('code', '指标代码'),
      wordColumn('indicator', '指标'),
      wordColumn('measured', '计量单位'),
      numberColumn('value', '本期', any),
      wordColumn('state', '数据状态'),
      wordColumn('dated', '本期说明'),
      numberColumn('base', '讲话时', any),
      wordColumn('then', '讲话时说明'),
      wordColumn('change', '变化'),
      wordColumn('changed', '变化说明'),
      numberColumn('target', `${targetYear}年目标`, any),
      wordColumn('standing', '状态'),
      numberColumn('highest', '各单位最高', any),
      wordColumn('highestUnits', '最高的单位'),
      numberColumn('lowest', '各单位最低', any),
      wordColumn('lowestUnits', '最低的单位'),
      wordColumn('owner', '牵头部门'),
      wordColumn('told', '说明'),
      wordColumn('release', '发布编号'),
    ],
    rows: sections.flatMap(({ name, rows }) =>
      rows.flatMap((row) => linesOf(row).map((cells) => [wordCell(name), ...cells, wordCell(release.code)])),
    ),
  }
}

/** A statement without figures is one line that says why, or where it is shown. */
function linesOf({ point, lines, said }: TalkRow): TableCell[][] {
  const head = [point.id, point.quote, point.states].map(wordCell)
  if (lines.length === 0) return [[...head, ...Array.from({ length: 17 }, () => wordCell('—')), wordCell(said)]]
  return lines.map((line) => [...head, ...figureCells(line), wordCell('')])
}

function figureCells({ figure, name, now, base, change, standing }: TalkLine): TableCell[] {
  const { unit, decimals, value, state, target, highest, lowest, department, isKnown } = figure
  const format = { unit, decimals }
  const shown = figureOf(value, state, format)
  const then = figure.base?.value ?? figure.said
  return [
    wordCell(figure.indicator),
    wordCell(orDash(name)),
    wordCell(orDash(spokenUnit(unit))),
    isKnown ? numberCell(shown) : wordCell('—'),
    wordCell(isKnown ? stateWord(shown) : '—'),
    wordCell(now.note),
    numberCell(companion(then, format)),
    wordCell(base.note),
    wordCell(change.text),
    wordCell(change.note),
    numberCell(companion(target, format)),
    wordCell(orDash(standing)),
    numberCell(companion(highest?.value, format)),
    wordCell(orDash(highest?.units.join('、') ?? '')),
    numberCell(companion(lowest?.value, format)),
    wordCell(orDash(lowest?.units.join('、') ?? '')),
    wordCell(orDash(department)),
  ]
}

function orDash(words: string): string {
  return words === '' ? '—' : words
}
