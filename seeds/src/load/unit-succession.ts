import { createHash } from 'node:crypto'
import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs } from '@cg/contract/parse'
import type { SuccessionInput } from '@cg/contract/unit-succession'
import type { UnitChange } from '@cg/contract/unit'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { successionWords } from '@cg/domain/unit-succession'
import { loadKnownCodes } from '@cg/services/catalogue/known'
import type { KnownCodes, KnownUnit } from '@cg/services/catalogue/known'
import { succeedUnits as write } from '@cg/services/catalogue/succeed-units'
import type { SuccessionToWrite } from '@cg/services/catalogue/succeed-units'
import type { Context } from '@cg/services/context'
import type { ToPropose } from '@cg/services/proposed/propose'
import { rankedKinds } from '@cg/contract/unit-kind'
import { ServiceError } from '@cg/services/errors'
import { requireCityRole } from '@cg/services/permission'
import { checkUnits } from './check-units.ts'
import { checkUnitsInTime } from './check-units-in-time.ts'
import { unitColumns } from './city-workbook.ts'
import { partEffects } from './parting-lines.ts'
import type { LoadProblem } from './problem.ts'
import type { Sheet } from './sheet.ts'
import { successionImpact } from './succession-impact.ts'
import { successionRefusals } from './succession-refusals.ts'
import { childrenOf } from './units-beneath.ts'
import type { Asked } from './units-beneath.ts'
import { readUnits } from './tables.ts'
import type { UnitRow } from './tables.ts'
import { asRead } from './unit-change.ts'

/**
 * A merge or split from the page: first what would be, then, with the digest of what was shown, done. What would be
 * otherwise meanwhile is refused ('stale').
 */
export async function succeedUnits(ctx: Context, { seen, ...input }: SuccessionInput): Promise<UnitChange> {
  requireCityRole(ctx.actor, 'admin')
  if (seen === null) return (await ctx.store.read((db) => lookAtSuccession(db, input))).shown
  const { shown } = await write(ctx, async (tx) => {
    const looked = await lookAtSuccession(tx, input)
    if (looked.shown.digest !== seen) {
      throw new ServiceError('stale', '检查之后，平台里的内容有了变化，这次没有保存。请重新检查，看过后再保存。', {
        reason: 'unit.changed',
        current: looked.shown,
      })
    }
    return { ...looked, proposal: looked.shown.needsSecond ? proposalOf(looked, { ...input, seen }) : null }
  })
  return { ...shown, stage: shown.needsSecond ? 'proposed' : 'saved' }
}

export async function lookAtSuccession(db: Db, input: Asked): Promise<{ shown: UnitChange; write: SuccessionToWrite }> {
  const known = await loadKnownCodes(db)
  const toWrite = writeOf(input, known)
  const refusals = await successionRefusals(db, input, known)
  // What a new unit is is looked at once the act itself can be.
  const thens = [...toWrite.ended, ...toWrite.begun].map((unit) => ({ unit, changesFrom: null }))
  const parts = await partEffects(db, refusals.length > 0 ? [] : thens, known)
  const found = refusals.length > 0 ? refusals : [...ruleProblems(toWrite, known), ...parts.problems]
  const problems = found.map(({ column, message, isDoubt = false }) => ({ column, message: asRead(message), isDoubt }))
  const isRefused = problems.some(({ isDoubt }) => !isDoubt)
  const touched = [...toWrite.ended, ...toWrite.begun]
  const said = {
    needsSecond: known.published.size > 0 && (parts.isOther || touched.some(({ kind }) => rankedKinds.has(kind))),
    problems,
    changes: isRefused ? [] : changeLines(toWrite, known).map(asRead),
    impact: isRefused ? [] : [...parts.lines, ...(await successionImpact(db, toWrite, known))].map(asRead),
  }
  const digest = isRefused
    ? ''
    : createHash('sha256')
        .update(JSON.stringify([toWrite, said]))
        .digest('hex')
  return { shown: { stage: isRefused ? 'refused' : 'checked', ...said, digest }, write: toWrite }
}

function proposalOf({ shown, write: toWrite }: Looked, body: SuccessionInput): ToPropose {
  const { kind, from, ended, begun, basis } = toWrite
  const names = (units: readonly UnitSeed[]) => units.map(({ name }) => name).join('、')
  const title = `从${formatPeriod(from)}起将${names(ended)}${kind === 'merge' ? '合并为' : '拆分为'}${names(begun)}`
  return { kind: 'succession', object: body.predecessors[0] ?? '', title, reason: basis, body, lines: shown.changes }
}

type Looked = { readonly shown: UnitChange; readonly write: SuccessionToWrite }

/** What would be written; units that are not there are left out, and refused elsewhere. */
function writeOf(input: Asked, known: KnownCodes): SuccessionToWrite {
  const { kind, grantsTo } = input
  const from = parsePeriod(input.from)
  const olds = input.predecessors.flatMap((code) => known.units.get(code) ?? [])
  const [only] = input.successors
  const parents = new Map(input.beneath.map(({ code, to }) => [code, to]))
  const moved = childrenOf(input.predecessors, from, known).flatMap((child) => {
    const parent = kind === 'merge' ? only?.code : parents.get(child.code)
    if (parent === undefined) return []
    return [{ ...seedOf({ ...child, parentCode: parent }), changesFrom: child.validFrom < from ? from : null }]
  })
  return {
    kind,
    from,
    ended: olds.map((old) => seedOf({ ...old, validTo: previousPeriod(from) })),
    begun: input.successors.map((unit) =>
      parseAs(UnitSeed, { ...unit, validFrom: from, validTo: null }, 'a successor of the page'),
    ),
    moved,
    grantsTo,
    basis: input.basis.trim(),
    isDemo: known.hasDemo,
  }
}

function seedOf({ parentCode, isDemo: _isDemo, ...unit }: KnownUnit): UnitSeed {
  return parseAs(UnitSeed, { ...unit, parent: parentCode }, 'a unit that is installed')
}

/** The rules of the sheet of units, over all that would be written. */
function ruleProblems({ ended, begun, moved }: SuccessionToWrite, known: KnownCodes): LoadProblem[] {
  const problems: LoadProblem[] = []
  const units: (UnitSeed & { changesFrom?: Period | null })[] = [...ended, ...begun, ...moved]
  const heads = unitColumns(known.areas)
  const sheet: Sheet = {
    file: '单位',
    headings: heads.map(([head]) => head),
    rows: units.map((unit, at) => {
      const cells = heads.map(([head, show]) => [head, String(show(unit) ?? '')] as const)
      return { row: at + 1, cells: new Map([...cells, ['变更季度', unit.changesFrom ?? '']]) }
    }),
  }
  const table: { file: string; rows: { row: number; value: UnitRow }[] } = {
    file: sheet.file,
    rows: readUnits(sheet, problems, known.areas),
  }
  checkUnits(table, known, problems)
  checkUnitsInTime(table, known, problems)
  return problems.map((one) => {
    const name = units[(one.row ?? 0) - 1]?.name ?? ''
    const message = one.message.replaceAll(/第 \d+ 行的/g, '')
    return { ...one, message: message.includes(name) ? message : `${name}：${message}` }
  })
}

function changeLines({ kind, from, ended, begun, moved }: SuccessionToWrite, known: KnownCodes): string[] {
  const nameOf = new Map<string, string>(begun.map(({ code, name }) => [code, name]))
  const beneath = Map.groupBy(moved, ({ parent }) => parent)
  return [
    `${successionWords({ kind, from, predecessors: ended, successors: begun })}。`,
    ...ended.map(({ code, name }) => `${name}（${code}）到${formatPeriod(previousPeriod(from))}为止。`),
    ...begun.map((unit) => {
      const parts = [unit.assessmentGroup, unit.areaType === null ? null : known.areas[unit.areaType]]
      const said = parts.filter((part) => part !== null)
      return `新增${unit.name}（${[unit.code, ...said].join('，')}）。`
    }),
    ...[...beneath].map(([parent, own]) => {
      return `原来下属的${own.map(({ name }) => name).join('、')}改归${nameOf.get(parent ?? '') ?? ''}。`
    }),
  ]
}
