import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { DepartmentFact, DepartmentsFacts } from '@cg/contract/release/departments'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { periodEnd, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { loadCatalogue } from '../../catalogue/read.ts'
import type { Catalogue } from '../../catalogue/read.ts'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { loadReadable } from '../stored/readable.ts'
import { loadStoredBasis, releaseIds } from '../stored/answers.ts'
import type { BasisForm, ReleaseBasis } from '../stored/basis.ts'
import { otherShapeReason } from '../stored/shape.ts'
import { sha256 } from '../stored/sha256.ts'
import { indicatorItems } from '../words.ts'
import { measuresOf } from './department-tasks.ts'
import type { Measures } from './department-tasks.ts'
import { readFrozenPlan } from './plan.ts'
import { readRegisters } from './registers.ts'
import { readAnswer } from './releases.ts'

/**
 * 部门: every department of the catalogue with what it leads, owns, keeps and assists. Any signed-in user: figures, registers,
 * reports and tasks are the release's own.
 */
export async function readDepartments(ctx: Context, { code }: { code: string }): Promise<DepartmentsFacts> {
  const matrix = JSON.parse((await readAnswer(ctx, code, 'matrix')).body.toString('utf8')) as MatrixFacts
  const { kinds } = await readRegisters(ctx, { code })
  const plan = await readFrozenPlan(ctx, { code })
  return ctx.store.read(async (db) => {
    const { id } = await loadReadable(db, ctx, code)
    const basis = await loadStoredBasis(db, id)
    const { period } = basis
    const catalogue = await loadCatalogue(db, period)
    const reported = [...(await earlierForms(db, basis)), { period, forms: basis.forms }]
    const tasks = measuresOf(plan)
    const ground: Ground = { basis, catalogue, matrix, kinds, reported, tasks }
    return {
      release: matrix.release,
      targetYear: matrix.targetYear,
      asOf: periodEnd(period),
      plan: tasks === null ? null : tasks.name,
      quarters: reported.map((one) => one.period),
      departments: catalogue.departments.map((department) => departmentFact(ground, department)),
    }
  })
}

type Reported = { readonly period: Period; readonly forms: readonly BasisForm[] }

type Ground = {
  readonly basis: ReleaseBasis
  readonly catalogue: Catalogue
  readonly matrix: MatrixFacts
  readonly kinds: Awaited<ReturnType<typeof readRegisters>>['kinds']
  readonly reported: readonly Reported[]
  readonly tasks: Measures | null
}

/** The forms of the year's earlier quarters, as their newest releases tell; a quarter that this program cannot read is left out. */
async function earlierForms(db: Db, { bases, period }: ReleaseBasis): Promise<Reported[]> {
  const own = bases.filter((base) => yearOf(base.period) === yearOf(period) && base.period < period)
  const ids = await releaseIds(
    db,
    own.map(({ code }) => code),
  )
  const found: Reported[] = []
  for (const { period: quarter, code } of own) {
    const forms = await formsOf(db, must(ids.get(code)))
    if (forms !== null) found.push({ period: quarter, forms })
  }
  return found
}

async function formsOf(db: Db, releaseId: number): Promise<ReleaseBasis['forms'] | null> {
  try {
    return (await loadStoredBasis(db, releaseId)).forms
  } catch (error) {
    if (error instanceof ServiceError && error.detail?.reason === otherShapeReason) return null
    throw error
  }
}

function departmentFact(ground: Ground, { code, name, role }: Catalogue['departments'][number]): DepartmentFact {
  const { basis, matrix, catalogue, kinds, tasks } = ground
  const owned = basis.items.filter(({ ownerDepartment }) => ownerDepartment === code)
  const isOwned = new Set<string>(owned.map((item) => item.code))
  const led = basis.indicators.filter(({ leadDepartment }) => leadDepartment === code)
  const supplies = basis.indicators.filter(
    (one) => one.leadDepartment !== code && indicatorItems(basis, one).some((item) => isOwned.has(item)),
  )
  const made = madeItems(basis)
  return {
    code,
    name,
    role,
    indicators: led.flatMap((one) => figureOf(matrix, one.code) ?? []),
    supplies: supplies.map((one) => ({ code: one.code, name: one.name })),
    items: owned.map((item) => ({
      code: item.code,
      name: item.name,
      unit: item.unit,
      isTyped: !made.has(item.code),
    })),
    helps: helpsOf(catalogue, code),
    registers: (catalogue.guide.registerKinds ?? [])
      .filter(({ department }) => department === code)
      .map((kind) => ({
        code: kind.code,
        name: kind.name,
        records: kinds.find((one) => one.code === kind.code)?.records ?? 0,
      })),
    leads: tasks?.of.filter((one) => one.lead === code).map(({ fact }) => fact) ?? [],
    assists: tasks?.of.filter((one) => one.assists.includes(code)).map(({ fact }) => fact) ?? [],
    reports: reportsOf(ground, code),
  }
}

/** Items that nobody types: counted from forms or records, or from a register that fills the forms. */
function madeItems({ items, registers = [] }: ReleaseBasis): ReadonlySet<string> {
  const counted = items.filter(({ countsForms, countsRecords }) => (countsForms ?? countsRecords) !== undefined)
  const fed = registers.filter(({ since }) => since !== undefined).flatMap(({ feeds }) => feeds.map(({ item }) => item))
  return new Set([...counted.map(({ code }): string => code), ...fed])
}

function figureOf({ indicators, city }: MatrixFacts, code: string): DepartmentFact['indicators'][number] | null {
  const at = indicators.findIndex((one) => one.code === code)
  const [indicator, fact] = [indicators[at], city[at]]
  if (indicator === undefined || fact === undefined) return null
  const { name, unit, decimals } = indicator
  const { value, state, carriedFrom, target, light } = fact
  return { code, name, unit, decimals, value, state, carriedFrom, target, light }
}

function helpsOf({ duties, items, departments }: Catalogue, department: string): DepartmentFact['helps'] {
  return [...items.values()].flatMap(({ code, name, ownerDepartment }) =>
    (duties.get(code)?.assisting ?? [])
      .filter((one) => one.department === department)
      .map(({ supplies }) => ({
        code,
        name,
        owner: departments.find((one) => one.code === ownerDepartment)?.name ?? ownerDepartment,
        supplies,
      })),
  )
}

function reportsOf({ reported }: Ground, department: string): DepartmentFact['reports'] {
  const own = reported
    .flatMap(({ forms }) => forms)
    .filter((form) => form.filledBy === 'department' && form.department === department)
  const count = (is: (form: BasisForm) => boolean) => own.filter(is).length
  return {
    due: own.length,
    onTime: count(({ state }) => state === 'on_time'),
    late: count(({ state }) => state === 'late'),
    missing: count(({ state, open }) => state === 'missing' && open === undefined),
    open: count(({ state, open }) => state === 'missing' && open !== undefined),
  }
}

type Taken = { readonly facts: DepartmentsFacts; readonly bytes: Uint8Array }

/** The workbook has left the house: who took it of which release, and the digest by which its copy can be known again. */
export async function recordDepartments(ctx: Context, { facts: { release }, bytes }: Taken): Promise<void> {
  await ctx.store.write('release.take_page', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_page',
      object: parsePreviewCode(release.code) === null ? `release:${release.code}` : release.code,
      detail: {
        page: '部门',
        format: 'XLSX',
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
        ...byToken(ctx),
      },
    })
  })
}
