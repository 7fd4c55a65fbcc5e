import { nameInGroup } from '@cg/contract/catalogue'
import type { Conflict, ConflictSide } from '@cg/contract/conflict'
import { cell, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { RuleContext, RuleFinding } from '@cg/domain/check/context'
import type { CompiledRule } from '@cg/domain/check/rule'
import { evaluateRules } from '@cg/domain/check/rules'
import { itemUses } from '@cg/domain/expression/syntax'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { inArray } from 'drizzle-orm'
import { reportingUnits } from '../catalogue/read.ts'
import type { CatalogueItem, CatalogueUnit, Definitions } from '../catalogue/read.ts'
import { earlierPeriods } from '../entry/cells/background.ts'
import { asCell } from '../entry/cells/cells.ts'
import { FigureTable } from '../entry/cells/figures.ts'
import type { Meaning } from '../entry/form/definitions.ts'
import { dueForms, formKey } from '../release/input/due-forms.ts'

export type Pair = { readonly rule: CompiledRule; readonly sources: readonly string[] }
export type Found = Pick<
  Conflict,
  'rule' | 'title' | 'severity' | 'unit' | 'unitName' | 'place' | 'first' | 'second'
> & { readonly cells: readonly FormCell[] }

export type Comparison = {
  readonly pairs: readonly Pair[]
  readonly found: readonly Found[]
  readonly sent: number
  readonly due: number
}

/** Forms whose figures the office may read. */
const shown = new Set(['submitted', 'checked', 'accepted', 'locked'])

/**
 * What of a quarter does not fit together between two sources: the rules over figures of two departments, and a unit's own
 * figure against the sum of its parts. Only figures that were sent are held against each other.
 */
export async function compareSources(db: Db, { definitions, rules }: Meaning): Promise<Comparison> {
  const pairs = rules.flatMap((rule) => pairOf(rule, definitions))
  const { figures, sent, due } = await sentFigures(db, definitions)
  const context = contextOf(definitions, figures)
  const homes = dueForms(definitions)
  const found = evaluateRules(
    pairs.map((pair) => pair.rule),
    context,
  ).flatMap((finding) => foundOf(finding, { definitions, context, pairs, homes }))
  return { pairs, found, sent, due }
}

function pairOf(rule: CompiledRule, definitions: Definitions): Pair[] {
  const { body, scope } = rule.definition
  if (body.kind === 'children-sum') return [{ rule, sources: ['市级填报', '所辖单位合计'] }]
  if (body.kind !== 'expression' || scope !== 'cross') return []
  const owners = rule.conditions.flatMap(itemUses).flatMap((use) => {
    const item = itemOf(definitions, use.item)
    return item === null ? [] : [ownerName(definitions, item)]
  })
  return [{ rule, sources: [...new Set(owners)] }]
}

function itemOf({ items }: Definitions, code: string): CatalogueItem | null {
  return [...items.values()].find((item) => item.code === code) ?? null
}

function ownerName({ departments }: Definitions, item: CatalogueItem): string {
  return departments.find((one) => one.code === item.ownerDepartment)?.name ?? item.ownerDepartment
}

type Sent = { readonly figures: FigureTable; readonly sent: number; readonly due: number }

async function sentFigures(db: Db, definitions: Definitions): Promise<Sent> {
  const { period } = definitions
  const { due, homeOf } = dueForms(definitions)
  const periods = [period, ...earlierPeriods(period)]
  const states = new Map(
    (await db.select().from(submission).where(inArray(submission.period, periods))).map((row) => [
      `${row.period}|${formKey(row.formCode, row.reporter)}`,
      row.state as string,
    ]),
  )
  const isSent = (quarter: string, home: string | null) =>
    home !== null && shown.has(states.get(`${quarter}|${home}`) ?? 'draft')
  const figures = new FigureTable()
  for (const row of await db.select().from(cell).where(inArray(cell.period, periods))) {
    const place = { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }
    if (isSent(row.period, homeOf(place.item, place.breakdown, place.unit))) figures.put(place, row.period, asCell(row))
  }
  return {
    figures,
    due: due.length,
    sent: due.filter((one) => isSent(period, formKey(one.form.code, one.reporter))).length,
  }
}

function contextOf({ period, units, items, guide }: Definitions, figures: FigureTable): RuleContext {
  const reporting = reportingUnits(units)
  const checked = [...units.filter((unit) => unit.kind === 'city'), ...reporting]
  return {
    period,
    units: checked.map(({ code, shortName }) => ({ code, name: shortName })),
    items,
    axes: new Map(
      guide.axes.map(({ code, name, groups }) => [
        code,
        { name, classes: new Map(groups.map((group) => [group.code, group.name])) },
      ]),
    ),
    cell: (place, at) => figures.at(place, at),
    children: (unit) => partsOf(reporting, unit),
  }
}

function partsOf(reporting: readonly CatalogueUnit[], parent: string): string[] {
  return reporting.filter((unit) => unit.countsInParent && unit.parent === parent).map((unit) => unit.code)
}

type Asked = {
  readonly definitions: Definitions
  readonly context: RuleContext
  readonly pairs: readonly Pair[]
  readonly homes: ReturnType<typeof dueForms>
}

function foundOf(finding: RuleFinding, asked: Asked): Found[] {
  const { definitions, pairs } = asked
  const definition = pairs.find((pair) => pair.rule.definition.code === finding.rule)?.rule.definition
  const sides = sidesOf(finding, asked)
  const unit = definitions.units.find((one) => one.code === finding.unit)
  if (definition === undefined || sides === null || unit === undefined) return []
  return [
    {
      rule: finding.rule,
      title: definition.title,
      severity: finding.severity,
      unit: unit.code,
      unitName: unit.shortName,
      place: finding.cells.map(cellKey).sort().join(';'),
      first: sides[0],
      second: sides[1],
      cells: finding.cells,
    },
  ]
}

/** The first figure and the first one of another source; of a sum over parts, the figure and the sum. */
function sidesOf(finding: RuleFinding, asked: Asked): [ConflictSide, ConflictSide] | null {
  const [head, ...rest] = finding.cells
  if (head === undefined) return null
  const first = sideOf(head, asked)
  if (first === null) return null
  const parts = asked.context.children?.(head.unit) ?? []
  if (rest.length === 0 && parts.length > 0) {
    const values = parts.map((unit) => asked.context.cell({ ...head, unit }, asked.context.period).value ?? 0)
    const value = values.reduce((sum, one) => sum + one, 0)
    return [first, { ...first, name: `所辖 ${parts.length} 个单位合计`, source: '各单位', value, form: null }]
  }
  const other = rest.flatMap((place) => sideOf(place, asked) ?? []).find((side) => side.source !== first.source)
  return other === undefined ? null : [first, other]
}

function sideOf(place: FormCell, { definitions, context, homes }: Asked): ConflictSide | null {
  const item = itemOf(definitions, place.item)
  const { value } = context.cell(place, context.period)
  if (item === null || value === null) return null
  const home = homes.homeOf(place.item, place.breakdown, place.unit)
  const form = homes.due.find((one) => formKey(one.form.code, one.reporter) === home)
  return {
    name: nameInGroup(definitions.guide.axes, item.name, place.breakdown),
    unit: item.unit,
    decimals: item.decimals,
    source: ownerName(definitions, item),
    value,
    form: form === undefined ? null : { form: form.form.code, formName: form.form.name, reporter: form.reporter },
  }
}
