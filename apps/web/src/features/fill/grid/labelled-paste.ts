import type { FormDetail } from '@cg/contract/entry'
import { isOtherScale, labelUnit, namedQuarter, nameReader, tidyLabel, unknownLabelWords } from '@cg/domain/form/label'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { cellIndex, rowName } from '../editor/form-cells.ts'
import type { Edit } from '../editor/state.ts'

/** Where a block with headings or labels belongs, read by its names; nothing is written before a person has agreed. */
export type LabelledPaste = {
  readonly edits: readonly Edit[]
  /** What is not taken, and why, in words. */
  readonly ignored: readonly string[]
  /** How the places of the other side were found, where only one side has names. */
  readonly assumed: string | null
  /** Units of measure that stand in the block and not in the form: 万人 → 人. */
  readonly converted: readonly string[]
  /** Set where the block cannot be placed without guessing. */
  readonly refusal: string | null
}

type Texts = readonly (readonly string[])[]
type Kind = 'rows' | 'units'
/** The names along one side of the block, at the places they stand. */
type Side = { readonly at: number; readonly kind: Kind; readonly found: readonly (number | null)[] }

/** Heads and labels stand within so many lines and columns. */
const searched = 4

/**
 * Reads a pasted block by the names in it: units and items along its top and its left side, whichever way round it lies.
 * `anchor` is the cell it was pasted at: where only one side has names, the other goes on from there. Null for a block
 * without names.
 */
export function readLabelled(detail: FormDetail, anchor: number, texts: Texts): LabelledPaste | null {
  const width = Math.max(...texts.map((line) => line.length))
  const block = texts.map((line) => Array.from({ length: width }, (_, at) => line[at] ?? ''))
  const turned = Array.from({ length: width }, (_, at) => block.map((line) => must(line[at])))
  const top = sideOf(detail, block)
  const left = sideOf(detail, turned, top?.kind)
  if (top === null && left === null) return null
  // Everything is told with items down and units across.
  const isTurned = top?.kind === 'rows' || left?.kind === 'units'
  return isTurned
    ? place(detail, anchor, { block: turned, units: left, rows: top })
    : place(detail, anchor, { block, units: top, rows: left })
}

/** The line with the most names of one kind, more of them than numbers; null without any. */
function sideOf(detail: FormDetail, lines: Texts, taken?: Kind): Side | null {
  const sides = lines.slice(0, searched).flatMap((line, at) =>
    (['units', 'rows'] as const)
      .filter((kind) => kind !== taken)
      .map((kind): Side => ({ at, kind, found: readNames(detail, line, kind) }))
      .filter((side) => namesOf(side) > line.filter(isNumber).length),
  )
  const [best] = sides.toSorted((one, other) => namesOf(other) - namesOf(one))
  return best ?? null
}

function namesOf({ found }: Side): number {
  return found.filter((one) => one !== null).length
}

function isNumber(text: string): boolean {
  return /^[\d,.%-]+$/.test(text.trim())
}

function readNames({ units, rows }: FormDetail, line: readonly string[], kind: Kind): (number | null)[] {
  if (kind === 'units') return line.map(nameReader(units.map(({ name, shortName }) => [name, shortName])))
  const heads = nameReader(rows.map((row) => (row.breakdown === '' ? [row.name] : [rowName(row)])))
  let parent: string | null = null
  return line.map((label) => {
    const own = parent
    const part = rows.findIndex(
      (row) => row.item === own && row.breakdown !== '' && tidyLabel(row.breakdownName) === tidyLabel(label),
    )
    const at = heads(label) ?? (part < 0 ? null : part)
    if (at !== null) parent = must(rows[at]).item
    return at
  })
}

type Sides = { readonly block: Texts; readonly units: Side | null; readonly rows: Side | null }

function place(detail: FormDetail, anchor: number, { block, units, rows }: Sides): LabelledPaste {
  const start = { row: Math.floor(anchor / detail.units.length), unit: anchor % detail.units.length }
  const [firstLine, firstColumn] = [(units?.at ?? -1) + 1, (rows?.at ?? -1) + 1]
  const doubled = [
    twice(units, (at) => must(detail.units[at]).shortName),
    twice(rows, (at) => rowName(must(detail.rows[at]))),
  ]
  const refusal =
    [otherQuarter(detail, block.slice(0, firstLine).flat()), ...doubled].find((words) => words !== null) ?? null
  const edits: Edit[] = []
  const ignored = new Set<string>()
  const converted = new Set<string>()
  const measure = measureColumn(block, units)
  let whole = ''
  for (let line = firstLine; line < block.length && refusal === null; line++) {
    const texts = must(block[line])
    const rowAt = rows === null ? start.row + line - firstLine : (rows.found[line] ?? null)
    const row = rowAt === null ? undefined : detail.rows[rowAt]
    const own = measureOf(texts, { measure, label: rows?.at ?? null })
    // 其中 without a unit of its own is in that of its whole.
    const written = own === '' && row !== undefined && row.breakdown !== '' ? whole : own
    if (row?.breakdown === '') whole = own
    for (let column = firstColumn; column < texts.length; column++) {
      const text = must(texts[column])
      if (text.trim() === '' || column === measure) continue
      const unitAt = units === null ? start.unit + column - firstColumn : (units.found[column] ?? null)
      const unit = unitAt === null ? undefined : detail.units[unitAt]
      if (row === undefined || rowAt === null) ignored.add(outsideWords('指标', rows, must(block[line])[rows?.at ?? 0]))
      else if (unit === undefined || unitAt === null)
        ignored.add(outsideWords('单位', units, block[units?.at ?? 0]?.[column]))
      else {
        const index = cellIndex(detail, rowAt, unitAt)
        const isOther = isOtherScale(written, row.unit) && isNumber(text)
        if (isOther) converted.add(`${rowName(row)}：${written} → ${row.unit}`)
        if (detail.cells.isEntry[index] === true)
          edits.push({ index, text: isOther ? `${text.trim()}${written}` : text })
        else ignored.add(`${unit.shortName}不填报“${rowName(row)}”`)
      }
    }
  }
  return {
    edits,
    ignored: [...ignored],
    converted: [...converted],
    refusal,
    assumed: assumedWords(detail, start, { units, rows }),
  }
}

/** A title that names another quarter than the form’s. */
function otherQuarter({ head }: FormDetail, titles: readonly string[]): string | null {
  const other = titles.map(namedQuarter).find((found) => found !== null && found.period !== head.period)
  return other === undefined || other === null
    ? null
    : `粘贴的内容写明是“${other.words}”，本表是${formatPeriod(parsePeriod(head.period))}。请核对后复制本季度的数字。`
}

/** “东湾区”出现了两次: which of the two counts cannot be told. */
function twice(side: Side | null, nameOf: (at: number) => string): string | null {
  const found = (side?.found ?? []).filter((one) => one !== null)
  const doubled = found.find((one, at) => found.indexOf(one) !== at)
  return doubled === undefined
    ? null
    : `“${nameOf(doubled)}”在粘贴的内容中出现了两次，分不清以哪一个为准。请只复制其中一块再粘贴。`
}

function outsideWords(kind: '指标' | '单位', side: Side | null, label: string | undefined): string {
  if (side === null) return `超出本表最后一个${kind}`
  const words = (label ?? '').trim()
  return words === '' ? `没有名称的${kind}` : unknownLabelWords(words, kind)
}

const measureHead = /^(?:计量)?单位$/

/** The column that gives each line's unit of measure; null without one. */
function measureColumn(block: Texts, units: Side | null): number | null {
  const head = block[units?.at ?? -1]
  const at = head?.findIndex((text) => measureHead.test(tidyLabel(text))) ?? -1
  return at < 0 ? null : at
}

/** As written beside or behind the line's label. */
function measureOf(
  line: readonly string[],
  { measure, label }: { measure: number | null; label: number | null },
): string {
  const beside = measure === null ? '' : (line[measure] ?? '').trim()
  return beside !== '' || label === null ? beside : labelUnit(line[label] ?? '')
}

function assumedWords(detail: FormDetail, start: { row: number; unit: number }, { units, rows }: Omit<Sides, 'block'>) {
  if (units !== null && rows !== null) return null
  if (rows === null) return `粘贴的内容没有数据项名称，自“${rowName(must(detail.rows[start.row]))}”起依次放入`
  return `粘贴的内容没有单位名称，自“${must(detail.units[start.unit]).shortName}”起依次放入`
}
