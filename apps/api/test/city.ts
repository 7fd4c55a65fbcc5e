import { copiesOf } from '@cg/db/installation.fixture'
import { openByHand } from '@cg/db/by-hand.fixture'
import type { ByHand } from '@cg/db/by-hand.fixture'
import { session } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import type { CatalogueSeed, PeriodSeed, UnitSeed } from '@cg/contract/catalogue'
import type { CellEntry } from '@cg/contract/entry'
import type { Role } from '@cg/contract/schema'
import type { IndicatorCode, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import { installCity } from '@cg/services/catalogue/install-city'
import { catalogue as smallCatalogue } from '@cg/services/entry/entry.fixture'
import type { Services } from '@cg/services/context'
import { hashToken, newToken } from '@cg/services/session/actor'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { addUser, createHarness } from './harness.ts'
import type { Harness } from './harness.ts'

/* A small city behind the production app: three districts, three forms, one assessed indicator, everybody who works with it. */

export const people = {
  leader: [{ role: 'leader' }],
  leaderAp: [{ role: 'leader', unit: 'AP' }],
  rsj: [{ role: 'filler', department: 'RSJ' }],
  rsj2: [{ role: 'filler', department: 'RSJ' }],
  tjj: [{ role: 'filler', department: 'TJJ' }],
  /** Lead department: checks what the districts' unions file. */
  zgh: [{ role: 'filler', department: 'ZGH' }],
  /** 内部审签: who checks and who signs inside a department, and inside a district. */
  checkerRsj: [{ role: 'unit_checker', department: 'RSJ' }],
  headRsj: [{ role: 'unit_head', department: 'RSJ' }],
  headAp: [{ role: 'unit_head', unit: 'AP' }],
  ap: [{ role: 'filler', unit: 'AP' }],
  bs: [{ role: 'filler', unit: 'BS' }],
  /** A town of 安平区: reports a row of its district's form where the office wants it, and nothing else. */
  town: [{ role: 'filler', unit: 'A1' }],
  reviewer: [{ role: 'reviewer' }],
  /** Reviewers and publishers of a part of the city (decision 39): of one department, of a lead department, of a unit. */
  reviewerRsj: [{ role: 'reviewer', department: 'RSJ' }],
  reviewerZgh: [{ role: 'reviewer', department: 'ZGH' }],
  reviewerAp: [{ role: 'reviewer', unit: 'AP' }],
  publisherRsj: [{ role: 'publisher', department: 'RSJ' }],
  publisherAp: [{ role: 'publisher', unit: 'AP' }],
  /** Fills and reviews: may never accept what they sent themselves. */
  both: [{ role: 'filler', department: 'RSJ' }, { role: 'reviewer' }],
  publisher: [{ role: 'publisher' }],
  publisher2: [{ role: 'publisher' }],
  admin: [{ role: 'admin' }],
  auditor: [{ role: 'auditor' }],
} as const satisfies Record<string, readonly { role: Role; department?: string; unit?: string }[]>
export type Login = keyof typeof people
export const logins = Object.keys(people) as Login[]

export const rsjForm = 'RSJ-SKILLS/RSJ'
export const tjjForm = 'TJJ-BASE/TJJ'
export const apForm = 'U-ZGH/AP'
export const units = ['AP', 'BS', 'CX'] as const

const unit = (code: string, name: string, kind: UnitSeed['kind'], at: number): UnitSeed => ({
  code: code as UnitCode,
  name,
  shortName: name,
  kind,
  parent: kind === 'city' ? null : ('YC' as UnitCode),
  areaType: kind === 'city' ? null : 'centre',
  assessmentGroup: kind === 'city' ? null : '城区',
  countsInParent: true,
  protocolOrder: at,
  tileRow: kind === 'city' ? null : 1,
  tileColumn: kind === 'city' ? null : at,
  validFrom: parsePeriod('2021Q1'),
  validTo: null,
})

/** Opens on the first day after the quarter, due on the 15th, closes on the 20th. */
const period = (code: string, month: string, state: PeriodSeed['state']): PeriodSeed => ({
  code: parsePeriod(code),
  opensAt: `${month}-01T00:00:00.000Z`,
  dueAt: `${month}-15T10:00:00.000Z`,
  closesAt: `${month}-20T10:00:00.000Z`,
  state,
})

const catalogue: CatalogueSeed = {
  ...smallCatalogue,
  talk: {
    title: '讲话',
    basePeriod: '2025Q4',
    parts: [{ code: 'all', name: '全文' }],
    points: [
      {
        id: 'F001',
        part: 'all',
        quote: '覆盖产业工人万人次',
        states: '技能培训覆盖率',
        scope: 'city',
        figures: [{ indicator: 'JN03' }],
      },
    ],
  },
  schemes: [
    {
      code: 'S',
      version: 1,
      year: 2026,
      name: '试验方案',
      note: '',
      body: {
        method: 'target_ratio',
        cap: 1,
        missing: { not_reported: 'zero', not_applicable: 'redistribute', minimumWeightShare: 0.6 },
        decimals: 2,
        parts: [{ indicator: 'JN03' as IndicatorCode, weight: 100 }],
      },
    },
  ],
}

export type Answer = {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly raw: Buffer
  readonly text: string
  /** The parsed JSON; tests assert its form. Empty for files. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
}

export type Request = {
  readonly headers?: Record<string, string>
  readonly body?: unknown
  /** Sent as If-Match. */
  readonly version?: number | string
}

export type City = {
  readonly app: FastifyInstance
  readonly harness: Harness
  readonly id: (login: Login) => number
  /** Asks as somebody; null: nobody is signed in. 'GET /api/v1/work' */
  readonly ask: (login: Login | null, route: string, request?: Request) => Promise<Answer>
  readonly setNow: (iso: string) => void
  /** Counts every commit of the application; compares equal when nothing was written. */
  readonly trace: () => { version: unknown; audit: unknown }
  readonly raw: ByHand
  readonly close: () => Promise<void>
}

const firstDay = '2026-10-05T02:00:00.000Z'

/** Opens a copy of the city; answers the ids of its people. */
const openCopy = copiesOf(async (store) => {
  await installTestCity({ store, now: () => new Date(firstDay) })
  const ids = new Map<Login, number>()
  for (const login of logins) ids.set(login, await addUser(store, firstDay, login, people[login]))
  return ids
})

export async function openTestCity(options: { readonly isAlone?: boolean } = {}): Promise<City> {
  let ids: ReadonlyMap<Login, number> = new Map()
  const open = async (folder: string): Promise<Store> => {
    const { store, made } = await openCopy(folder)
    ids = made
    return store
  }
  const harness = await createHarness({ ...options, open })
  const { app, store } = harness
  let now = firstDay
  harness.setNow(now)
  const raw = openByHand(app.installation.dataDir)
  let tokens = await openSessions(store, ids, now)

  return {
    app,
    harness,
    id: (login) => must(ids.get(login), `nobody is called ${login}`),
    raw,
    async ask(login, route, request = {}) {
      if (tokens.size === 0) tokens = await openSessions(store, ids, now)
      const options = optionsOf(route, request)
      if (login !== null) options.cookies = { [app.cookieName]: tokens.get(login) ?? '' }
      const reply = await harness.inject(options)
      const isJson = String(reply.headers['content-type'] ?? '').includes('json')
      return {
        status: reply.statusCode,
        headers: reply.headers,
        raw: reply.rawPayload,
        text: reply.body,
        body: isJson && reply.body !== '' ? JSON.parse(reply.body) : {},
      }
    },
    setNow(iso) {
      now = iso
      harness.setNow(iso)
      tokens.clear()
    },
    trace: () => ({
      version: raw.version(),
      audit: raw.prepare('SELECT count(*) FROM audit_event').pluck().get(),
    }),
    async close() {
      raw.close()
      await harness.close()
    },
  }
}

async function installTestCity(services: Services): Promise<void> {
  await installCatalogue(services, catalogue, { schemeState: 'adopted' })
  await installCity(services, {
    name: '云川市',
    units: [
      unit('YC', '云川市', 'city', 0),
      unit('AP', '安平区', 'district', 1),
      unit('BS', '北山区', 'district', 2),
      unit('CX', '长溪县', 'county', 3),
      ...['A1', 'A2'].map((code, at) => ({
        ...unit(code, `安平${code}镇`, 'town', 10 + at),
        parent: 'AP' as UnitCode,
        areaType: null,
        assessmentGroup: null,
        tileRow: null,
        tileColumn: null,
      })),
    ],
    periods: [
      period('2026Q2', '2026-07', 'open'),
      period('2026Q3', '2026-10', 'open'),
      period('2026Q4', '2027-01', 'planned'),
    ],
    targets: ['YC', ...units].map((code) => ({
      indicator: 'JN03' as IndicatorCode,
      unit: code as UnitCode,
      year: 2026,
      value: 80,
      source: '试验目标',
    })),
    isDemo: false,
  })
}

/** Sessions as signing in makes them, without the cost of the password; all at once, so that no later request writes one. */
async function openSessions(store: Store, ids: ReadonlyMap<Login, number>, now: string): Promise<Map<Login, string>> {
  const tokens = new Map([...ids.keys()].map((login) => [login, newToken()]))
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(session).values(
      [...tokens].map(([login, token]) => ({
        tokenHash: hashToken(token),
        userId: must(ids.get(login)),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(Date.parse(now) + 3_600_000).toISOString(),
        address: '127.0.0.1',
      })),
    )
  })
  return tokens
}

/** A request as the app takes it. */
export function optionsOf(route: string, { headers = {}, body, version }: Request): InjectOptions {
  const at = route.indexOf(' ')
  const options: InjectOptions = {
    method: route.slice(0, at) as NonNullable<InjectOptions['method']>,
    url: route.slice(at + 1),
    headers: {
      ...(version === undefined ? {} : { 'if-match': typeof version === 'number' ? `"${version}"` : version }),
      ...headers,
    },
  }
  if (body !== undefined) options.payload = body as NonNullable<InjectOptions['payload']>
  return options
}

/** 'P_TRAIN:AP' or 'P_TRAIN:AP:size:above' with the text typed. */
export function typed(place: string, text: string, version = 0): CellEntry {
  const [item = '', unitCode = '', ...breakdown] = place.split(':')
  return { item, unit: unitCode, breakdown: breakdown.join(':'), text, version }
}

/** Every required cell of the skills form: trained per unit as given. */
export function skills(trained: Record<string, number>, version = 0): CellEntry[] {
  return Object.entries(trained).flatMap(([code, people]) => [
    typed(`P_TRAIN:${code}`, '100', version),
    typed(`P_TRAIN:${code}:size:above`, '60', version),
    typed(`P_TRAIN:${code}:size:msme`, '40', version),
    typed(`P_TRAIN_SR:${code}`, '20', version),
    typed(`P_TRAIN_UNQ:${code}`, String(people), version),
  ])
}

/** Every required cell of the workers form. */
export function workers(total: Record<string, number>): CellEntry[] {
  return Object.entries(total).flatMap(([code, people]) => [
    typed(`W_TOTAL:${code}`, String(people)),
    typed(`W_TOTAL:${code}:size:above`, String(people * 0.6)),
    typed(`W_TOTAL:${code}:size:msme`, String(people * 0.4)),
  ])
}

/** Every required cell of a district's own form. */
export const union = (code: string): CellEntry[] => [typed(`E_OPEN:${code}`, '12'), typed(`E_UNION:${code}`, '30')]

export const formPath = (form: string, quarter = '2026Q3'): string => `/api/v1/forms/${quarter}/${form}`
export const reviewPath = (form: string, quarter = '2026Q3'): string => `/api/v1/review/forms/${quarter}/${form}`

/** Fails with the reply's own words unless it has the status. */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${status} was wanted, the answer is ${answer.status}: ${answer.text}`)
  return answer
}

/** The submission's version as it stands. */
export function versionOf(city: City, form: string, quarter = '2026Q3'): number {
  const [code, reporter] = form.split('/')
  const row = city.raw
    .prepare('SELECT version FROM submission WHERE period = ? AND form_code = ? AND reporter = ?')
    .pluck()
    .get(quarter, code, reporter)
  return typeof row === 'number' ? row : 0
}

export async function save(
  city: City,
  login: Login,
  form: string,
  cells: CellEntry[],
  quarter?: string,
): Promise<Answer> {
  return city.ask(login, `PUT ${formPath(form, quarter)}/cells`, { body: { source: 'grid', cells } })
}

/** Submit, withdraw, begin, check, accept … with the version that stands. */
export async function act(
  city: City,
  login: Login,
  form: string,
  action: string,
  { quarter = '2026Q3', body }: { quarter?: string; body?: unknown } = {},
): Promise<Answer> {
  const isOwn = ['submit', 'withdraw', 'propose', 'recall', 'endorse', 'send-back'].includes(action)
  const path = isOwn ? formPath(form, quarter) : reviewPath(form, quarter)
  const content = body ?? (isOwn || action === 'begin' ? undefined : {})
  const version = versionOf(city, form, quarter)
  return city.ask(login, `POST ${path}/${action}`, { version, ...(content === undefined ? {} : { body: content }) })
}

/** Fills, submits and accepts everything the ranking of a quarter needs. */
export async function fileQuarter(
  city: City,
  {
    quarter = '2026Q3',
    trained,
    total,
  }: { quarter?: string; trained: Record<string, number>; total: Record<string, number> },
): Promise<void> {
  expectStatus(await save(city, 'tjj', tjjForm, workers(total), quarter), 200)
  expectStatus(await save(city, 'rsj', rsjForm, skills(trained), quarter), 200)
  for (const [login, form] of [
    ['tjj', tjjForm],
    ['rsj', rsjForm],
  ] as const) {
    expectStatus(await act(city, login, form, 'submit', { quarter }), 200)
    expectStatus(await act(city, 'reviewer', form, 'accept', { quarter }), 200)
  }
}

/** Previews and publishes a quarter by two people; the release's code. */
export async function publishQuarter(city: City, quarter = '2026Q3', reason?: string): Promise<string> {
  const preview = expectStatus(
    await city.ask('publisher', `POST /api/v1/periods/${quarter}/preview`, {
      body: reason === undefined ? {} : { reason },
    }),
    200,
  )
  const { id, version } = preview.body
  return expectStatus(await publishSeen(city, 'publisher2', id, version), 200).body.head.code
}

/** Publishes with what the precheck says it shuts. */
export async function publishSeen(city: City, login: Login, id: number, version: number): Promise<Answer> {
  const seen = expectStatus(await city.ask(login, `GET /api/v1/previews/${id}`), 200).body
  return city.ask(login, `POST /api/v1/previews/${id}/publish`, { version, body: { closing: seen.closing.digest } })
}

const han = /[\u4e00-\u9fff]/

/** What is wrong with a refusal, or null: problem+json with a Chinese sentence and the security headers. */
export function refusalFault({ status, headers, body, text }: Answer): string | null {
  if (status < 400 || status >= 500) return `status ${status}: ${text.slice(0, 300)}`
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `type ${String(headers['content-type'])}`
  if (typeof body.detail !== 'string' || !han.test(body.detail)) return `no Chinese words: ${text.slice(0, 200)}`
  if (body.status !== status || typeof body.code !== 'string') return `document ${text.slice(0, 200)}`
  const safe = headers['content-security-policy'] !== undefined && headers['x-content-type-options'] === 'nosniff'
  if (!safe) return 'no security headers'
  return /\bat \/|node_modules|SQLITE|SqliteError|drizzle|postgres|violates|relation "/i.test(text)
    ? `leaks: ${text.slice(0, 200)}`
    : null
}
