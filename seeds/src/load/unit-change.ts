import { createHash } from 'node:crypto'
import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs } from '@cg/contract/parse'
import type { UnitChange, UnitChangeInput } from '@cg/contract/unit'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { firstPeriod, isPeriod, parsePeriod } from '@cg/domain/period'
import { loadKnownCodes } from '@cg/services/catalogue/known'
import type { KnownCodes } from '@cg/services/catalogue/known'
import { isPartKind } from '@cg/services/catalogue/partings'
import { isOtherThen } from '@cg/services/catalogue/install-city'
import { changesRanking, countUnitForms, peopleOfUnits, saveUnit } from '@cg/services/catalogue/save-unit'
import type { UnitToSave } from '@cg/services/catalogue/save-unit'
import type { Context } from '@cg/services/context'
import type { ToPropose } from '@cg/services/proposed/propose'
import { rankingLines } from './ranking-lines.ts'
import { ServiceError } from '@cg/services/errors'
import { requireCityRole } from '@cg/services/permission'
import { checkUnits } from './check-units.ts'
import { checkUnitsInTime } from './check-units-in-time.ts'
import { checker } from './checker.ts'
import { unitColumns } from './city-workbook.ts'
import { unitChanges } from './compare.ts'
import { aloneWords, partEffects } from './parting-lines.ts'
import type { PartEffects } from './parting-lines.ts'
import type { LoadProblem } from './problem.ts'
import type { Sheet } from './sheet.ts'
import { readUnits } from './tables.ts'

/**
 * One unit from the page, held against the rules of a loaded one: first what would be, then, with the digest of what was
 * shown, written. What would be otherwise meanwhile is refused ('stale').
 */
export async function changeUnit(ctx: Context, { seen, ...input }: UnitChangeInput): Promise<UnitChange> {
  requireCityRole(ctx.actor, 'admin')
  const asked = { ...input, unit: parseAs(UnitSeed, input.unit, 'the unit of the page') }
  if (seen === null) return (await ctx.store.read((db) => lookAtUnit(db, asked))).shown
  const { shown } = await saveUnit(ctx, async (tx) => {
    const looked = await lookAtUnit(tx, asked)
    if (looked.shown.digest !== seen) {
      throw new ServiceError('stale', '检查之后，平台里的内容有了变化，这次没有保存。请重新检查，看过后再保存。', {
        reason: 'unit.changed',
        current: looked.shown,
      })
    }
    return { ...looked, proposal: looked.shown.needsSecond ? proposalOf(looked, { ...asked, seen }) : null }
  })
  return { ...shown, stage: shown.needsSecond ? 'proposed' : 'saved' }
}

function proposalOf({ shown, write }: Looked, body: UnitChangeInput): ToPropose {
  const { unit, changesFrom, reason } = write
  const when = changesFrom ?? (body.isNew ? unit.validFrom : null)
  const from = when === null ? '' : `从${formatPeriod(parsePeriod(when))}起`
  const title = `${from}${body.isNew ? '新增' : '变更'}单位${unit.name}`
  return { kind: 'unit', object: unit.code, title, reason, body, lines: shown.changes }
}

type Looked = { readonly shown: UnitChange; readonly write: UnitToSave }
type Asked = Omit<UnitChangeInput, 'seen' | 'unit'> & { readonly unit: UnitSeed }

export async function lookAtUnit(db: Db, input: Asked): Promise<{ shown: UnitChange; write: UnitToSave }> {
  const known = await loadKnownCodes(db)
  const reason = input.reason.trim()
  const changesFrom = input.changesFrom === null ? null : parsePeriod(input.changesFrom)
  const parts = await partEffects(db, [{ unit: input.unit, changesFrom }], known)
  const found = [...problemsOf(input, reason, known), ...parts.problems]
  const before = known.units.get(input.unit.code)
  const write: UnitToSave = {
    unit: input.unit,
    changesFrom,
    reason,
    isDemo: before?.isDemo ?? known.hasDemo,
  }
  const changes =
    before === undefined
      ? [`新增${input.unit.name}（${input.unit.code}）${sinceWords(input.unit, '，从')}`]
      : unitChanges({ ...before, parent: before.parentCode }, input.unit, known.areas)
  const isRefused = found.some(({ isDoubt }) => isDoubt !== true) || changes.length === 0
  const ranked = changesRanking(before === undefined ? null : { ...before, parent: before.parentCode }, input.unit)
  const said = {
    needsSecond: known.published.size > 0 && (ranked || parts.isOther),
    problems: found.map(({ column, message, isDoubt = false }) => ({ column, message: asRead(message), isDoubt })),
    changes: changes.map(asRead),
    impact: isRefused ? [] : (await impactOf(db, write, { known, parts })).map(asRead),
  }
  const digest = isRefused
    ? ''
    : createHash('sha256')
        .update(JSON.stringify([write, said]))
        .digest('hex')
  return { shown: { stage: isRefused ? 'refused' : 'checked', ...said, digest }, write }
}

/** '从 2026Q4 起'; nothing of a unit that was always there. */
function sinceWords({ validFrom }: UnitSeed, before: string, after = ''): string {
  return validFrom === firstPeriod ? '' : `${before} ${validFrom} 起${after}`
}

/** Quarters as a page writes them: files write them as codes. */
export function asRead(text: string): string {
  return text.replaceAll(/ ?\b(20\d\dQ[1-4])\b ?/g, (all, code: string) => (isPeriod(code) ? formatPeriod(code) : all))
}

/** The rules of the sheet of units, over a sheet of this one row. */
function problemsOf({ unit, isNew, changesFrom }: Asked, reason: string, known: KnownCodes): LoadProblem[] {
  const problems: LoadProblem[] = []
  const cells = unitColumns(known.areas).map(([head, show]) => [head, String(show(unit) ?? '')] as const)
  const sheet: Sheet = {
    file: '单位',
    headings: cells.map(([head]) => head),
    rows: [{ row: 1, cells: new Map([...cells, ['变更季度', changesFrom ?? '']]) }],
  }
  const table = { file: sheet.file, rows: readUnits(sheet, problems, known.areas) }
  checkUnits(table, known, problems)
  checkUnitsInTime(table, known, problems)
  const codes = new Set([...known.units.keys(), unit.code])
  checker(problems).known(table, '上级代码', (one) => one.parent, { codes, kind: 'unit', what: '单位' })
  const fail = (column: string, message: string) => void problems.push({ file: sheet.file, row: 1, column, message })
  const there = known.units.get(unit.code)
  if (isNew && there !== undefined) fail('代码', `“${unit.code}”已是${there.name}的代码，请换一个。`)
  if (!isNew && there === undefined) fail('代码', `没有代码为“${unit.code}”的单位，请刷新页面后再试。`)
  if (known.published.size > 0 && reason === '') {
    fail('变更依据', '已有发布的期次，请写明依据，如文件名和文号。')
  }
  return problems
}

/** Whom and what it reaches. */
async function impactOf(
  db: Db,
  { unit, changesFrom }: UnitToSave,
  { known, parts }: { readonly known: KnownCodes; readonly parts: PartEffects },
): Promise<string[]> {
  const before = known.units.get(unit.code)
  const people = (await peopleOfUnits(db)).get(unit.code) ?? []
  const reports = unit.kind !== 'city' && unit.kind !== 'town' && unit.kind !== 'enterprise'
  const lines: string[] = []
  if (before === undefined && reports) {
    lines.push(
      `${sinceWords(unit, '从', '，')}每季由它填报的表有${await countUnitForms(db)}张；还没有以它为范围的账号，请在“用户”中新建。`,
    )
  }
  if (before !== undefined && isOtherThen({ ...before, parent: before.parentCode }, unit)) {
    lines.push(
      changesFrom === null
        ? '各季度都按改后的写。'
        : `从 ${changesFrom} 起按改后的写，以前各季仍是原来的${before.name}。`,
    )
  }
  if (unit.validTo !== null && unit.validTo !== before?.validTo) {
    const ranks = isPartKind(unit.kind) ? '' : '，也不进排名'
    lines.push(`${unit.validTo} 之后，${unit.name}不再填报${ranks}；以前各季不变。`)
    if (people.length > 0)
      lines.push(`以它为范围的账号有${people.length}个：${people.join('、')}，届时请在“用户”中另行安排。`)
  }
  const from = changesFrom ?? (before === undefined ? unit.validFrom : null)
  lines.push(...parts.lines, ...rankingLines(known, [unit], from))
  const alone = aloneWords(unit, parts, known)
  if (alone !== null) lines.push(alone)
  if (known.published.size > 0) lines.push(`已发布的${known.published.size}期不变。`)
  return lines
}
