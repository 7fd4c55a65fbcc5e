import { contestKind } from '../register/register.fixture.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogueSeed, IndicatorSeed, ItemSeed, RuleSeed } from '@cg/contract/catalogue'
import type { DutyInput } from '@cg/contract/catalogue-duty'
import type { CellEntry } from '@cg/contract/entry'
import { auditEvent, catalogueChange, cell, cellRevision, grant, orgUnit, period, user } from '@cg/db/schema'
import { copiesOf } from '@cg/db/installation.fixture'
import type { Db, Store } from '@cg/db/store'
import type { IndicatorCode, ItemCode, UnitCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { count, eq } from 'drizzle-orm'
import { installCatalogue } from '../catalogue/install.ts'
import type { Actor, Context } from '../context.ts'
import { loadActor } from '../session/actor.ts'
import type { FormKey } from './form/access.ts'

/* A small city with three forms, for the tests of collection and review. */

const noLimits = { hardMin: 0, hardMax: null, softMin: null, softMax: null, softChange: null }
const quarters = [1, 2, 3, 4]

function item(code: string, owner: string, rest: Partial<ItemSeed> = {}): ItemSeed {
  return {
    code: code as ItemCode,
    name: code,
    nameEn: code,
    definition: `${code} 的口径`,
    unit: '人',
    decimals: 0,
    periodKind: 'STOCK_EOQ',
    dimension: 'BASE',
    ownerDepartment: owner,
    axes: { breakdowns: [], enteredFor: 'units', dueQuarters: quarters },
    limits: noLimits,
    parentItem: null,
    isDistinctPeople: false,
    ...rest,
  }
}

function rule(
  code: string,
  scope: RuleSeed['scope'],
  expression: string,
  severity: RuleSeed['severity'] = 'error',
): RuleSeed {
  return {
    code,
    family: code.slice(0, 3),
    severity,
    scope,
    title: `${code} 的要求`,
    active: true,
    inactiveReason: null,
    body: { kind: 'expression', expression },
  }
}

const bySize = { breakdowns: ['size' as const], enteredFor: 'units' as const, dueQuarters: quarters }

const coverage: IndicatorSeed = {
  code: 'JN03' as IndicatorCode,
  dimension: 'SKILLS',
  validFrom: parsePeriod('2021Q4'),
  name: '技能培训覆盖率',
  definition: '年内接受过技能培训的产业工人 ÷ 产业工人总数',
  nameEn: 'training coverage',
  formula: {
    kind: 'quotient',
    numerator: [{ item: 'P_TRAIN_UNQ' as ItemCode, coefficient: 1 }],
    denominator: [{ item: 'W_TOTAL' as ItemCode, coefficient: 1 }],
    multiplier: 100,
  },
  unit: '%',
  decimals: 1,
  direction: 'higher',
  periodKind: 'YTD_UNIQUE',
  frequency: 'Q',
  isCityOnly: false,
  breakdowns: [],
  leadDepartment: 'RSJ',
  limits: noLimits,
  isAssessed: true,
  weight: 5,
  baselineNote: '',
  targetNote: '',
  origin: 'speech',
  source: '',
  note: '',
}

const form = (code: string, filledBy: 'department' | 'unit', department: string, items: string[]) => ({
  code,
  name: `${code} 报表`,
  dimension: 'BASE' as const,
  filledBy,
  departmentCode: department,
  issuer: '市产改办',
  tableNo: `表-${code}`,
  approvalNo: null,
  validUntil: null,
  items: items as ItemCode[],
})

const department = (code: string, name: string) => ({ code, name, nameEn: code, role: 'member' as const })

export const catalogue: CatalogueSeed = {
  departments: [department('ZGH', '市总工会'), department('RSJ', '市人社局'), department('TJJ', '市统计局')],
  items: [
    item('W_TOTAL', 'TJJ', { axes: bySize }),
    item('P_TRAIN', 'RSJ', {
      periodKind: 'FLOW_Q',
      unit: '人次',
      axes: bySize,
      limits: { ...noLimits, softChange: { kind: 'percent', value: 50 } },
    }),
    item('P_TRAIN_SR', 'RSJ', { periodKind: 'FLOW_Q', unit: '人次', parentItem: 'P_TRAIN' as ItemCode }),
    item('P_TRAIN_UNQ', 'RSJ', {
      periodKind: 'YTD_UNIQUE',
      isDistinctPeople: true,
      axes: { breakdowns: [], enteredFor: 'unitsAndCity', dueQuarters: quarters },
    }),
    item('P_SURVEY', 'RSJ', { axes: { breakdowns: [], enteredFor: 'units', dueQuarters: [4] } }),
    item('E_OPEN', 'ZGH', { unit: '家' }),
    item('E_UNION', 'ZGH', { unit: '家' }),
  ],
  indicators: [coverage],
  forms: [
    form('TJJ-BASE', 'department', 'TJJ', ['W_TOTAL']),
    form('RSJ-SKILLS', 'department', 'RSJ', ['P_TRAIN', 'P_TRAIN_SR', 'P_TRAIN_UNQ', 'P_SURVEY']),
    form('U-ZGH', 'unit', 'ZGH', ['E_OPEN', 'E_UNION']),
  ],
  rules: [
    rule('R09', 'form', 'P_TRAIN == sum(P_TRAIN by size)'),
    rule('R10', 'form', 'P_TRAIN_SR <= P_TRAIN'),
    {
      ...rule('R12', 'cross', ''),
      body: {
        kind: 'expression',
        expression: '$part <= $whole',
        operands: [
          { part: 'P_TRAIN_UNQ', whole: 'W_TOTAL' },
          { part: 'E_OPEN', whole: 'E_UNION' },
        ],
      },
    },
    {
      ...rule('R32', 'cell', '', 'warning'),
      body: { kind: 'change', against: { FLOW_Q: ['prev'] }, floor: 5 },
    },
  ],
  schemes: [],
  guide: {
    people: null,
    cards: ['JN03' as IndicatorCode],
    axes: [
      {
        code: 'size',
        name: '企业规模',
        groups: [
          { code: 'above', name: '规上企业' },
          { code: 'msme', name: '中小微企业' },
        ],
      },
    ],
    areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
    bases: { pair: '产业基础强—弱', strong: '产业基础较强地区', weak: '产业基础薄弱地区' },
    gapPairs: [],
    groupGaps: [],
    workerGroups: { name: '人群', whole: '全体职工', wholeShort: '全体', groups: [], measures: [] },
    resources: [],
    swarm: [],
    peopleUnits: ['人'],
    firmUnits: ['家'],
    announcedItems: [],
    unbroken: [],
    matterKinds: [
      { code: 'ACCIDENT', name: '较大以上事故', definition: '经认定的事故', department: 'RSJ', counts: 'year' },
    ],
    registerKinds: [contestKind('P_TRAIN')],
  },
}

const unit = (code: string, name: string, kind: 'city' | 'district' | 'county', order: number) => ({
  code,
  name,
  shortName: name,
  kind,
  parentCode: kind === 'city' ? null : 'YC',
  areaType: kind === 'city' ? null : ('centre' as const),
  assessmentGroup: kind === 'city' ? null : '城区',
  protocolOrder: order,
  validFrom: '2021Q1',
})

const people = [
  ['rsj', 'filler', 'RSJ', null],
  ['rsj2', 'filler', 'RSJ', null],
  ['tjj', 'filler', 'TJJ', null],
  ['zgh', 'filler', 'ZGH', null],
  ['ap', 'filler', null, 'AP'],
  ['bs', 'filler', null, 'BS'],
  ['reviewer', 'reviewer', null, null],
  ['leader', 'leader', null, null],
  ['publisher', 'publisher', null, null],
  ['admin', 'admin', null, null],
  ['auditor', 'auditor', null, null],
  ['rsjcheck', 'unit_checker', 'RSJ', null],
  ['rsjhead', 'unit_head', 'RSJ', null],
  ['apcheck', 'unit_checker', null, 'AP'],
  ['aphead', 'unit_head', null, 'AP'],
] as const
export type Login = (typeof people)[number][0]

export type City = {
  readonly store: Store
  /** The clock; tests set it. */
  readonly clock: { now: string }
  readonly as: (login: Login) => Context
  readonly close: () => void
}

export const rsjForm: FormKey = { period: '2026Q3', form: 'RSJ-SKILLS', reporter: 'RSJ' }
export const tjjForm: FormKey = { period: '2026Q3', form: 'TJJ-BASE', reporter: 'TJJ' }
export const apForm: FormKey = { period: '2026Q3', form: 'U-ZGH', reporter: 'AP' }

const firstDay = '2026-10-05T02:00:00.000Z'

/** Opens a copy of the city; answers its people. */
const openCopy = copiesOf(async (store) => {
  await installCatalogue({ store, now: () => new Date(firstDay) }, catalogue)
  await store.write({ unaudited: 'fixture' }, writeCity)
  const actors = new Map<Login, Actor>()
  for (const [at, [login]] of people.entries()) {
    const actor = await store.read((db) => loadActor(db, at + 1))
    if (actor === null) throw new Error(`no actor ${login}`)
    actors.set(login, actor)
  }
  return actors
})

async function writeCity(tx: Db): Promise<void> {
  await tx
    .insert(orgUnit)
    .values([
      unit('YC', '云川市', 'city', 0),
      unit('AP', '安平区', 'district', 1),
      unit('BS', '北山区', 'district', 2),
      unit('CX', '长溪县', 'county', 3),
    ])
  await tx.insert(period).values([
    {
      code: '2026Q2',
      opensAt: '2026-07-01T00:00:00Z',
      dueAt: '2026-07-15T10:00:00Z',
      closesAt: '2026-07-20T10:00:00Z',
      state: 'open',
    },
    {
      code: '2026Q3',
      opensAt: '2026-10-01T00:00:00Z',
      dueAt: '2026-10-15T10:00:00Z',
      closesAt: '2026-10-20T10:00:00Z',
      state: 'open',
    },
    {
      code: '2026Q4',
      opensAt: '2027-01-01T00:00:00Z',
      dueAt: '2027-01-15T10:00:00Z',
      closesAt: '2027-01-20T10:00:00Z',
      state: 'planned',
    },
  ])
  for (const [login] of people) {
    await tx.insert(user).values({ login, name: `${login}同志`, passwordHash: 'x', createdAt: firstDay })
  }
  for (const [at, [, role, departmentCode, unitCode]] of people.entries()) {
    await tx.insert(grant).values({ userId: at + 1, role, departmentCode, unitCode, grantedAt: firstDay })
  }
}

export async function openCity(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-entry-'))
  const { store, made: actors } = await openCopy(folder)
  const clock = { now: firstDay }
  const now = () => new Date(clock.now)
  return {
    store,
    clock,
    as: (login) => {
      const actor = actors.get(login)
      if (actor === undefined) throw new Error(`no actor ${login}`)
      return { store, now, actor }
    },
    close: () => {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** 'P_TRAIN:AP' or 'P_TRAIN:AP:size:above' with the text typed. */
export function entry(place: string, text: string, version: number | null = 0): CellEntry {
  const [code = '', unitCode = '', ...breakdown] = place.split(':')
  return {
    item: code as ItemCode,
    unit: unitCode as UnitCode,
    breakdown: breakdown.join(':'),
    text,
    ...(version === null ? {} : { version }),
  }
}

/** A whole, consistent RSJ form: every required cell of three units. */
export function fullRsj(factor = 1): CellEntry[] {
  return ['AP', 'BS', 'CX'].flatMap((code) => [
    entry(`P_TRAIN:${code}`, String(100 * factor)),
    entry(`P_TRAIN:${code}:size:above`, String(60 * factor)),
    entry(`P_TRAIN:${code}:size:msme`, String(40 * factor)),
    entry(`P_TRAIN_SR:${code}`, String(20 * factor)),
    entry(`P_TRAIN_UNQ:${code}`, String(80 * factor)),
  ])
}

/** How many rows the tables that must not change by a refused call hold. */
export async function rowCounts(store: Store): Promise<{ cells: number; revisions: number; audit: number }> {
  return store.read(async (db) => {
    const [cells] = await db.select({ n: count() }).from(cell)
    const [revisions] = await db.select({ n: count() }).from(cellRevision)
    const [events] = await db.select({ n: count() }).from(auditEvent)
    return { cells: cells?.n ?? 0, revisions: revisions?.n ?? 0, audit: events?.n ?? 0 }
  })
}

/** 协助部门 and 佐证 of items from a quarter on, proposed by one person and confirmed by another. */
export async function setDuty(
  store: Store,
  from: string,
  body: DutyInput,
  at = '2026-09-01T00:00:00.000Z',
): Promise<void> {
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const [row] = await tx
      .insert(catalogueChange)
      .values({
        kind: 'duty',
        validFrom: from,
        body: JSON.stringify(body),
        reason: '分工方案',
        state: 'proposed',
        proposedBy: 1,
        proposedAt: at,
      })
      .returning({ id: catalogueChange.id })
    await tx
      .update(catalogueChange)
      .set({ state: 'confirmed', decidedBy: 2, decidedAt: at })
      .where(eq(catalogueChange.id, row?.id ?? 0))
  })
}
