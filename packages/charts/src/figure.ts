import type { ResultState } from '@cg/domain/cell'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatResult, formatState, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import type { Figure, TableCell, TableColumn } from './model.ts'
import { missingMarks } from './theme.ts'

/** A result as drawn and printed: rounded once, so that bar, label, slide and workbook hold the same number. */
export function figureOf(value: number | null | undefined, state: ResultState, format: NumberFormat): Figure {
  const printed = value === null || value === undefined ? null : roundHalfAway(value, format.decimals)
  return {
    value: printed,
    state: printed === null && state === 'reported' ? 'invalid' : state,
    text: formatResult({ state, value: printed }, format),
  }
}

/** A companion number (target, baseline): '—' when there is none. */
export function companion(value: number | null | undefined, format: NumberFormat): Figure {
  if (value === null || value === undefined) return { value: null, state: 'not_applicable', text: '—' }
  return figureOf(value, 'reported', format)
}

/** Numerators and denominators are people, enterprises or yuan: whole where whole, else two places. */
export function partFigure(value: number | null | undefined): Figure {
  const decimals = value === null || value === undefined || Number.isInteger(value) ? 0 : 2
  return companion(value, { unit: '', decimals })
}

export function wordCell(text: string): TableCell {
  return { text, value: null }
}

/** A figure that was reckoned again says so in every table. */
export function numberCell({ text, value, isRestated }: Figure): TableCell {
  return { text: isRestated === true ? `${text}（${restatedWord}）` : text, value }
}

/** What a figure is that was reckoned again from units that were merged since. */
export const restatedWord = '重算'

/** 已报, 未报; 重算 of a figure that nobody reported so. */
export function stateWord({ state, isRestated }: Figure): string {
  return isRestated === true ? restatedWord : formatState(state)
}

/** A whole number such as a place; '—' when there is none. */
export function placeCell(place: number | null | undefined): TableCell {
  return place === null || place === undefined
    ? { text: '—', value: null }
    : { text: formatValue(place, { unit: '', decimals: 0 }), value: place }
}

export function wordColumn(key: string, header: string): TableColumn {
  return { key, header, unit: '', decimals: null }
}

export function numberColumn(key: string, header: string, format: NumberFormat): TableColumn {
  return { key, header, unit: spokenUnit(format.unit), decimals: format.decimals }
}

/** What a unit without a class is: its state, or a figure that has no place. */
export function unclassedWord(state: ResultState): string {
  return missingMarks[state] === 'none' ? '不参与排名' : formatState(state)
}
