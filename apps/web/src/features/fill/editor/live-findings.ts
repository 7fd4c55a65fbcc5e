import type { Finding, FormDetail } from '@cg/contract/entry'
import { notReported } from '@cg/domain/cell'
import type { Cell } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { PeriodKind } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { compileRules } from '@cg/domain/check/rule'
import type { RuleContext } from '@cg/domain/check/context'
import { evaluateRules } from '@cg/domain/check/rules'
import { cellIndex, indexOf, rowName } from './form-cells.ts'

type ReadCell = (index: number) => Cell & { note: string | null }

export type FormChecker = {
  /** The rules decided here; other findings come from the server alone. */
  readonly decides: ReadonlySet<string>
  readonly check: (read: ReadCell) => Finding[]
}

/** Checks the form as it stands, by the rules and the code the server uses; its reply replaces these findings. */
export function formChecker(detail: FormDetail): FormChecker {
  const { rules } = compileRules(detail.rules.filter((rule) => rule.active))
  const titles = new Map(detail.rules.map((rule) => [rule.code, rule.title]))
  const past = pastCells(detail)
  const explained = new Set(
    detail.explanations.filter((one) => one.verdict !== 'rejected').map((one) => `${one.rule}|${cellKey(one)}`),
  )
  const fixed = fixedContext(detail)
  const check = (read: ReadCell): Finding[] => {
    const context: RuleContext = {
      ...fixed,
      cell: (cell, period) => {
        if (period !== fixed.period) return past.get(`${period}|${cellKey(cell)}`) ?? notReported
        const index = indexOf(detail, cell)
        return index === null ? (past.get(`${period}|${cellKey(cell)}`) ?? notReported) : read(index)
      },
      hasNote: (cell) => {
        const index = indexOf(detail, cell)
        return index !== null && read(index).note !== null
      },
    }
    return evaluateRules(rules, context).map((finding) => {
      const { item, unit, breakdown } = must(finding.cells[0])
      return {
        rule: finding.rule,
        title: titles.get(finding.rule) ?? finding.rule,
        class: finding.blocks ? 'block' : finding.needsExplanation ? 'explain' : 'inform',
        unit,
        item,
        breakdown,
        cells: finding.cells.filter((cell) => indexOf(detail, cell) !== null).map((cell) => ({ ...cell })),
        message: finding.sentence,
        isExplained: explained.has(`${finding.rule}|${cellKey({ item, unit, breakdown })}`),
      }
    })
  }
  return { decides: new Set(rules.map((rule) => rule.definition.code)), check }
}

function fixedContext(detail: FormDetail): Omit<RuleContext, 'cell' | 'hasNote'> {
  const rows = [...detail.rows, ...detail.references.map((reference) => reference.row)]
  const children = childrenIn(detail)
  const classes = new Map<string, Map<string, string>>()
  for (const { breakdown, breakdownName } of rows) {
    const [axis = '', key = ''] = breakdown.split(':')
    if (key !== '') classes.set(axis, (classes.get(axis) ?? new Map()).set(key, breakdownName))
  }
  return {
    period: parsePeriod(detail.head.period),
    units: detail.units.map(({ code, shortName }) => ({ code, name: shortName })),
    items: new Map(
      // Of an item with breakdowns the total gives the name: it comes last here, and the last one holds.
      [...rows.filter((row) => row.breakdown !== ''), ...rows.filter((row) => row.breakdown === '')].map((row) => [
        row.item,
        {
          name: row.breakdown === '' ? row.name : rowName(row),
          unit: row.unit,
          decimals: row.decimals,
          periodKind: row.periodKind as PeriodKind,
          limits: row.limits,
        },
      ]),
    ),
    axes: new Map(detail.axes.map(({ code, name }) => [code, { name, classes: classes.get(code) ?? new Map() }])),
    inForm: (cell) => indexOf(detail, cell) !== null,
    children: (unit) => children.get(unit) ?? [],
    formItems: [...new Set(detail.rows.map((row) => row.item))],
  }
}

/** The columns of a department's form that are parts of another column. */
function childrenIn({ head, units }: FormDetail): ReadonlyMap<string, readonly string[]> {
  const parts = head.filledBy === 'unit' ? [] : units.filter((unit) => unit.countsInParent)
  const byParent = [...Map.groupBy(parts, (unit) => unit.parent ?? '')]
  return new Map(byParent.map(([parent, own]) => [parent, own.map((unit) => unit.code)]))
}

/** Cells of earlier quarters, and of other forms in this one. */
function pastCells(detail: FormDetail): Map<string, Cell> {
  const cells = new Map<string, Cell>()
  const put = (period: Period, key: string, state: Cell['state'], value: number | null) =>
    cells.set(`${period}|${key}`, { state, value })
  for (const [r, row] of detail.rows.entries())
    for (const [u, unit] of detail.units.entries()) {
      const key = cellKey({ item: row.item, unit: unit.code, breakdown: row.breakdown })
      const index = cellIndex(detail, r, u)
      for (const [p, period] of detail.history.periods.entries())
        put(parsePeriod(period), key, must(detail.history.state[p]?.[index]), detail.history.value[p]?.[index] ?? null)
    }
  for (const reference of detail.references)
    for (const [u, unit] of detail.units.entries()) {
      const key = cellKey({ item: reference.row.item, unit: unit.code, breakdown: reference.row.breakdown })
      put(parsePeriod(detail.head.period), key, must(reference.state[u]), reference.value[u] ?? null)
      for (const [p, period] of reference.history.periods.entries())
        put(parsePeriod(period), key, must(reference.history.state[p]?.[u]), reference.history.value[p]?.[u] ?? null)
    }
  return cells
}
