import type { CellEntry, FormDetail, SaveReply } from '@cg/contract/entry'
import { must } from '@cg/domain/must'

/** A form of 300 items and 20 districts out of a real one, each value moving a little from quarter to quarter. */
export function largeForm(detail: FormDetail): FormDetail {
  const [items, districts] = [300, 20]
  const all = <Value>(value: (index: number) => Value) =>
    Array.from({ length: items * districts }, (_, at) => value(at))
  const valueOf = (index: number, quarter = 0) =>
    Math.round((1000 + ((index * 37) % 900)) * (1 - 0.004 * quarter)) + ((index * 7 + quarter * 3) % 5)
  const row = must(detail.rows[0])
  const unit = must(detail.units[1])
  const none = all(() => null)
  return {
    ...detail,
    rows: Array.from({ length: items }, (_, at) => ({ ...row, item: `L${at}`, breakdown: '', name: `第${at + 1}项` })),
    units: Array.from({ length: districts }, (_, at) => ({ ...unit, code: `U${at}`, shortName: `第${at + 1}县` })),
    cells: {
      isEntry: all(() => true),
      isOpen: all(() => true),
      state: all(() => 'reported'),
      value: all((index) => valueOf(index)),
      note: none,
      version: all(() => 1),
      updatedBy: none,
      updatedAt: none,
      previous: all((index) => valueOf(index, 1)),
      lastYear: none,
    },
    history: {
      periods: detail.history.periods,
      state: detail.history.periods.map(() => all(() => 'reported')),
      value: detail.history.periods.map((_, quarter) => all((index) => valueOf(index, quarter + 1))),
    },
    references: [],
    rates: [],
    findings: [],
    explanations: [],
    remembered: [],
    returnMarks: [],
    evidence: [],
  }
}

/** What the server would say of cells that it took. */
export function takenReply(cells: readonly CellEntry[], { submission }: FormDetail): SaveReply {
  const savedAt = '2026-11-23T00:00:00.000Z'
  const outcomes = cells.map(({ item, unit, breakdown = '', text, version = 0 }) => ({
    item,
    unit,
    breakdown,
    outcome: 'saved' as const,
    current: { state: 'reported' as const, value: Number(text), version: version + 1 },
  }))
  return { outcomes, findings: [], submission, savedAt }
}
