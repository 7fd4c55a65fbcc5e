import type { ByHand } from '@cg/db/by-hand.fixture'
import { contestKind } from '../register/register.fixture.ts'
import { twoTasks } from '../task/task.fixture.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IndicatorBody, InstalledGuide, Limits } from '@cg/contract/catalogue'
import type { TalkSeed } from '@cg/contract/talk'
import { copiesOf } from '@cg/db/installation.fixture'
import {
  baseline,
  cell,
  cellRevision,
  dataItem,
  department,
  form,
  formItem,
  grant,
  indicator,
  indicatorVersion,
  orgUnit,
  period as periodTable,
  schemeVersion,
  submission,
  submissionEvent,
  target,
  user,
} from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import type { CellState } from '@cg/domain/cell'
import type { Formula, IndicatorCode, ItemCode, PeriodKind } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod, periodEnd } from '@cg/domain/period'
import { and, eq } from 'drizzle-orm'
import { writeSetting } from '../settings.ts'
import type { Actor, Context } from '../context.ts'
import { headName, wholeBytes } from './stored/own-bytes.ts'

/*
 * A small real city in a real database: four units (two centre, two remote) and a zone inside one of them, four items,
 * four indicators, one department's form. Cells are written as entry writes them: a revision for each change.
 */

export type TestCity = {
  store: Store
  folder: string
  close: () => void
  /** A verb's context for one of the people below. */
  as: (who: Person, at?: string) => Context
}

export const people = ['reviewer', 'publisher', 'second', 'leader', 'filler', 'auditor', 'admin'] as const
export type Person = (typeof people)[number]

const roles = {
  reviewer: 'reviewer',
  publisher: 'publisher',
  second: 'publisher',
  leader: 'leader',
  filler: 'filler',
  auditor: 'auditor',
  admin: 'admin',
} as const

export const units = ['A', 'B', 'C', 'D', 'Z'] as const

/** The codes are this city's own: nothing outside its catalogue knows them. */
const guide: InstalledGuide = {
  people: 'HEADS' as IndicatorCode,
  cards: ['RATE', 'ACCR'] as IndicatorCode[],
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
  groupGaps: [
    { name: '规上—中小微', axis: 'size', high: 'above', low: 'msme', highName: '规上企业', lowName: '中小微企业' },
  ],
  workerGroups: { name: '人群', whole: '全体职工', wholeShort: '全体', groups: [], measures: [] },
  gapPairs: [
    {
      name: '培训—反映',
      high: 'RATE' as IndicatorCode,
      low: 'SURV' as IndicatorCode,
      highName: '受训人员',
      lowName: '受访人员',
    },
  ],
  resources: [
    {
      resource: 'SURV' as IndicatorCode,
      need: 'HEADS' as IndicatorCode,
      resourceName: '问卷份数',
      needName: '产业工人',
    },
  ],
  swarm: [
    { name: '重点企业', indicator: 'RATE' as IndicatorCode },
    { name: '规上企业', indicator: 'ACCR' as IndicatorCode },
  ],
  peopleUnits: ['人'],
  firmUnits: ['家'],
  announcedItems: [],
  unbroken: ['指标'],
  matterKinds: [
    { code: 'ACCIDENT', name: '较大以上事故', definition: '经认定的事故', department: 'RSJ', counts: 'year' },
    { code: 'PRAISE', name: '推广经验', definition: '发文推广', department: 'ZGH', counts: 'quarter' },
  ],
  registerKinds: [contestKind('N')],
  keyPlan: twoTasks({ due: 'N', done: 'X' }),
  phrases: { SURV: { subject: '受访人员', measure: '反映率' } },
}

const noLimits: Limits = { hardMin: 0, hardMax: null, softMin: null, softMax: null, softChange: null }

type TestItem = { code: string; unit: string; kind: PeriodKind; breakdowns?: 'size'[] }
const items: TestItem[] = [
  { code: 'X', unit: '人', kind: 'STOCK_EOQ', breakdowns: ['size'] },
  { code: 'N', unit: '人', kind: 'STOCK_EOQ', breakdowns: ['size'] },
  { code: 'ACC', unit: '起', kind: 'FLOW_Q' },
  { code: 'SURV', unit: '份', kind: 'SURVEY' },
]

const term = (item: string, coefficient = 1) => ({ item: item as ItemCode, coefficient })

function body(more: Partial<IndicatorBody> & { formula: Formula }): IndicatorBody {
  return {
    nameEn: 'test',
    unit: '%',
    decimals: 1,
    direction: 'higher',
    periodKind: 'STOCK_EOQ',
    frequency: 'Q',
    isCityOnly: false,
    breakdowns: [],
    leadDepartment: 'RSJ',
    limits: noLimits,
    isAssessed: true,
    weight: 1,
    baselineNote: '',
    targetNote: '',
    origin: 'added',
    source: '',
    note: '',
    ...more,
    formula: more.formula as IndicatorBody['formula'],
  }
}

const indicators: Record<string, IndicatorBody> = {
  RATE: body({
    formula: { kind: 'quotient', numerator: [term('X')], denominator: [term('N')], multiplier: 100 },
    breakdowns: ['size'],
    weight: 3,
  }),
  HEADS: body({
    formula: { kind: 'sum', terms: [term('N')], multiplier: 1 },
    unit: '人',
    decimals: 0,
    direction: 'neutral',
    isAssessed: false,
    weight: 0,
  }),
  ACCR: body({
    formula: { kind: 'quotient', numerator: [term('ACC')], denominator: [term('N')], multiplier: 10000 },
    unit: '起/万人',
    decimals: 2,
    direction: 'lower',
    periodKind: 'FLOW_Q',
    flowForm: 'ytd',
    weight: 1,
  }),
  SURV: body({
    formula: { kind: 'sum', terms: [term('SURV')], multiplier: 1 },
    unit: '份',
    decimals: 0,
    periodKind: 'SURVEY',
    frequency: 'H',
    isAssessed: false,
    weight: 0,
  }),
}

/** A speech of two statements: one with a figure, one without. */
const talk: TalkSeed = {
  title: '讲话',
  basePeriod: '2025Q4',
  parts: [{ code: 'all', name: '全文' }],
  points: [
    {
      id: 'F001',
      part: 'all',
      quote: '覆盖率达到%',
      states: '覆盖率',
      scope: 'city',
      figures: [{ indicator: 'RATE' as IndicatorCode }],
    },
    {
      id: 'F002',
      part: 'all',
      quote: '整车产量突破万辆',
      states: '整车产量',
      scope: 'city',
      open: '目前没有收集这项数据。',
    },
  ],
}

const openCopy = copiesOf((store) =>
  store.write({ unaudited: 'fixture' }, async (tx) => {
    await writePeople(tx)
    await writeUnits(tx)
    await writeCatalogue(tx)
    await writeAims(tx)
    await writeSetting(tx, 'city', '测试市')
    await writeSetting(tx, 'catalogueGuide', guide)
    await writeSetting(tx, 'catalogueTalk', talk)
  }),
)

/** Opens a fresh city with the quarters from 2025Q4 to 2026Q4. */
export async function openCity(): Promise<TestCity> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-release-'))
  const { store } = await openCopy(folder)
  return {
    store,
    folder,
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
    as: (who, at = '2026-10-20T02:00:00.000Z') => ({ store, now: () => new Date(at), actor: actorOf(who) }),
  }
}

export function actorOf(who: Person): Actor {
  return {
    userId: people.indexOf(who) + 1,
    login: who,
    name: `${who}甲`,
    mustChangePassword: false,
    grants: [{ role: roles[who], department: who === 'filler' ? 'RSJ' : null, unit: null }],
  }
}

async function writePeople(tx: Db): Promise<void> {
  await tx.insert(department).values([
    { code: 'RSJ', name: '市人社局', role: 'member', protocolOrder: 1 },
    { code: 'ZGH', name: '市总工会', role: 'coordinator', protocolOrder: 2 },
  ])
  for (const [at, who] of people.entries()) {
    const id = at + 1
    await tx
      .insert(user)
      .values({ id, login: who, name: `${who}甲`, passwordHash: '-', createdAt: '2025-01-01T00:00:00.000Z' })
    await tx.insert(grant).values({
      userId: id,
      role: roles[who],
      departmentCode: who === 'filler' ? 'RSJ' : null,
      grantedAt: '2025-01-01T00:00:00.000Z',
    })
  }
}

async function writeUnits(tx: Db): Promise<void> {
  const base = { validFrom: '2021Q1', shortName: '', isDemo: false }
  await tx
    .insert(orgUnit)
    .values({ ...base, code: 'CITY', name: '测试市', shortName: '全市', kind: 'city', protocolOrder: 0 })
  for (const [at, code] of units.entries()) {
    await tx.insert(orgUnit).values({
      ...base,
      code,
      name: `${code}区`,
      shortName: code,
      kind: code === 'Z' ? 'zone' : 'district',
      parentCode: code === 'Z' ? 'A' : 'CITY',
      areaType: at < 2 ? 'centre' : 'remote',
      assessmentGroup: code === 'Z' ? '园区' : '区县',
      countsInParent: code !== 'Z',
      protocolOrder: at + 1,
    })
  }
}

async function writeCatalogue(tx: Db): Promise<void> {
  const quarters = ['2025Q1', '2025Q4', '2026Q1', '2026Q2', '2026Q3', '2026Q4'].map(parsePeriod)
  for (const code of quarters) {
    const end = periodEnd(code)
    await tx.insert(periodTable).values({
      code,
      opensAt: `${end}T16:00:00.000Z`,
      dueAt: '2027-03-01T10:00:00.000Z',
      closesAt: '2027-03-02T10:00:00.000Z',
      state: 'open',
    })
  }
  await tx.insert(form).values({
    code: 'F1',
    name: '劳动关系表',
    dimension: 'RIGHTS',
    filledBy: 'department',
    departmentCode: 'RSJ',
    issuer: '市总工会',
    position: 1,
  })
  for (const [position, item] of items.entries()) {
    const breakdowns = item.breakdowns ?? []
    await tx.insert(dataItem).values({
      code: item.code,
      name: `数据项${item.code}`,
      definition: '口径',
      unit: item.unit,
      decimals: 0,
      periodKind: item.kind,
      ownerDepartment: 'RSJ',
      axes: JSON.stringify({ breakdowns, enteredFor: 'units', dueQuarters: [1, 2, 3, 4] }),
      limits: JSON.stringify(noLimits),
      position,
    })
    const keys = ['', ...breakdowns.flatMap(() => ['size:above', 'size:msme'])]
    for (const [at, breakdown] of keys.entries()) {
      await tx.insert(formItem).values({ formCode: 'F1', itemCode: item.code, breakdown, position: position * 10 + at })
    }
  }
  for (const [position, [code, own]] of Object.entries(indicators).entries()) {
    await tx.insert(indicator).values({ code, dimension: 'RIGHTS', position })
    await tx.insert(indicatorVersion).values({
      indicatorCode: code,
      version: 1,
      validFrom: '2021Q1',
      name: `指标${code}`,
      definition: `指标${code}的口径`,
      body: JSON.stringify(own),
    })
  }
}

async function writeAims(tx: Db): Promise<void> {
  for (const unitCode of ['CITY', ...units]) {
    await tx.insert(target).values({ indicatorCode: 'RATE', unitCode, year: 2026, value: 90, source: '实施方案' })
    await tx.insert(target).values({ indicatorCode: 'ACCR', unitCode, year: 2026, value: 4, source: '实施方案' })
    await tx
      .insert(baseline)
      .values({ indicatorCode: 'RATE', unitCode, period: '2021Q4', value: 60, source: '基期统计' })
  }
  await tx.insert(schemeVersion).values({
    schemeCode: 'S',
    version: 1,
    year: 2026,
    name: '测试方案',
    state: 'adopted',
    body: JSON.stringify({
      method: 'target_ratio',
      cap: 1,
      missing: { not_reported: 'zero', not_applicable: 'redistribute', minimumWeightShare: 2 / 3 },
      decimals: 2,
      parts: [
        { indicator: 'RATE', weight: 75 },
        { indicator: 'ACCR', weight: 25 },
      ],
    }),
    contentHash: 'h',
    note: '',
    createdAt: '2026-01-01T00:00:00.000Z',
  })
}

export type Entry = number | Exclude<CellState, 'reported'>
/** 'X A' or 'X A size:above' → a number or a state. */
export type Entries = Readonly<Record<string, Entry>>

/** Writes cells as entry does: the value, a version and a revision for each change. */
export async function enter(city: TestCity, period: string, entries: Entries): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    for (const [name, entry] of Object.entries(entries)) await enterOne(tx, period, name.split(' '), entry)
  })
}

async function enterOne(tx: Db, period: string, parts: string[], entry: Entry): Promise<void> {
  const [itemCode = '', unitCode = '', breakdown = ''] = parts
  const next = typeof entry === 'number' ? { state: 'reported' as const, value: entry } : { state: entry, value: null }
  const at = '2026-10-10T02:00:00.000Z'
  const place = and(
    eq(cell.period, period),
    eq(cell.itemCode, itemCode),
    eq(cell.unitCode, unitCode),
    eq(cell.breakdown, breakdown),
  )
  const [old] = await tx.select().from(cell).where(place)
  const version = (old?.version ?? 0) + 1
  const [row] =
    old === undefined
      ? await tx
          .insert(cell)
          .values({ period, itemCode, unitCode, breakdown, ...next, version, updatedBy: 5, updatedAt: at })
          .returning()
      : await tx
          .update(cell)
          .set({ ...next, version })
          .where(eq(cell.id, old.id))
          .returning()
  await tx.insert(cellRevision).values({
    cellId: row?.id ?? 0,
    version,
    oldState: old?.state ?? null,
    oldValue: old?.value ?? null,
    newState: next.state,
    newValue: next.value,
    reason: version === 1 ? '填报' : '更正',
    source: 'grid',
    changedBy: 5,
    changedAt: at,
  })
}

/** The department's form in a state; acceptance leaves the events of its sending and its own. */
export async function setForm(
  city: TestCity,
  period: string,
  state: 'draft' | 'submitted' | 'accepted' | 'returned',
  at = '2026-10-12T02:00:00.000Z',
): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const place = and(eq(submission.period, period), eq(submission.formCode, 'F1'), eq(submission.reporter, 'RSJ'))
    const [old] = await tx.select().from(submission).where(place)
    const set = { state, firstSubmittedAt: at, submittedAt: at, receiptNo: `R-${period}` }
    const [row] =
      old === undefined
        ? await tx
            .insert(submission)
            .values({ period, formCode: 'F1', reporter: 'RSJ', ...set })
            .returning()
        : await tx
            .update(submission)
            .set({ ...set, version: old.version + 1 })
            .where(eq(submission.id, old.id))
            .returning()
    if (state !== 'accepted') return
    const event = { submissionId: row?.id ?? 0, round: 1, at }
    await tx.insert(submissionEvent).values([
      { ...event, action: 'submit', fromState: 'draft', toState: 'submitted', actorId: 5 },
      { ...event, action: 'accept', fromState: old?.state ?? 'submitted', toState: 'accepted', actorId: 1 },
    ])
  })
}

/** An answer as it is served, of the bytes that a release stores. */
export function served(stored: ReadonlyMap<string, Buffer>, name: string): Buffer {
  return wholeBytes(must(stored.get(headName)), must(stored.get(name)))
}

/** A whole quarter: 94.0 % for the city, 82.5 % as the mean of the rates if only A and B reported. */
export const plainQuarter: Entries = {
  'X A': 95_000,
  'N A': 100_000,
  'X B': 2_800,
  'N B': 4_000,
  'X C': 7_000,
  'N C': 10_000,
  'X D': 8_000,
  'N D': 10_000,
  'X Z': 900,
  'N Z': 1_000,
  'ACC A': 5,
  'ACC B': 0,
  'ACC C': 2,
  'ACC D': 1,
  'ACC Z': 1,
}

/** One unit silent, one without such a thing, one that cannot know, and a true zero. */
export const everyStateQuarter: Entries = {
  ...plainQuarter,
  'X A': 0,
  'X B': 'not_reported',
  'X C': 'not_applicable',
  'X D': 'not_available',
}

/** Rewrites the bytes of an answer as they lie, as somebody with the data and no respect for triggers could. */
export function rewriteAnswer(name: string, change: (body: Buffer) => Buffer): (db: ByHand) => void {
  return (db) => {
    const rows = db.prepare('select release_id as id, body from release_answer where name = ?').all(name)
    for (const { id, body } of rows as { id: number; body: Uint8Array }[])
      db.prepare('update release_answer set body = ? where name = ? and release_id = ?').run(
        change(Buffer.from(body)),
        name,
        id,
      )
  }
}
