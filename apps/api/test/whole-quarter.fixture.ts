import { grant, registerUse, release, session, submission, user } from '@cg/db/schema'
import type { FormDetail } from '@cg/contract/entry'
import { readCatalogue } from '@cg/seeds/catalogue-files'
import { generateQuarters } from '@cg/seeds/demo/generate'
import type { DemoCell } from '@cg/seeds/demo/generate'
import { seedDemo } from '@cg/seeds/seed'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Written, WrittenAt } from '@cg/export/testing/office-books'
import { hashToken, newToken } from '@cg/services/session/actor'
import { loadFrozenCells } from '@cg/services/release/stored/frozen-rows'
import { and, eq } from 'drizzle-orm'
import { createHarness } from './harness.ts'
import { expectStatus } from './city.ts'
import type { Answer, Request } from './city.ts'
import { optionsOf } from './city.ts'

/* A city of the true size, one quarter open and empty: who fills what, and what they know to be right. */

export const quarter = parsePeriod('2022Q1')
/** A Tuesday in the weeks in which the forms are filled. */
const start = '2022-04-12T01:00:00.000Z'

export type FormOf = {
  readonly form: string
  readonly reporter: string
  readonly department: string
  readonly byUnit: boolean
}

export type WholeCity = {
  /** Asks as somebody by login. */
  readonly ask: (login: string, route: string, request?: Request) => Promise<Answer>
  readonly setNow: (iso: string) => Promise<void>
  /** Who fills for a department or a unit. */
  readonly fillerOf: (reporter: string) => string
  readonly truth: ReadonlyMap<string, DemoCell>
  readonly versionOf: (form: FormOf) => Promise<number>
  /** The cells of the quarter that a release froze. */
  readonly frozenCells: (code: string) => Promise<DemoCell[]>
  readonly close: () => Promise<void>
}

export async function openWholeCity(): Promise<WholeCity> {
  const harness = await createHarness()
  const { store } = harness
  await seedDemo(store, { asOf: '2022-04-20', leavesOpen: true })
  // Every figure is typed here: no register fills a form.
  await store.write({ unaudited: 'fixture' }, (tx) => tx.delete(registerUse))
  const people = await store.read((db) =>
    db
      .select({
        id: user.id,
        login: user.login,
        role: grant.role,
        department: grant.departmentCode,
        unit: grant.unitCode,
      })
      .from(user)
      .innerJoin(grant, eq(grant.userId, user.id)),
  )
  const tokens = new Map(people.map(({ login }) => [login, newToken()]))
  const signIn = async (now: string) => {
    await store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(session)
      await tx.insert(session).values(
        [...tokens].map(([login, token]) => ({
          tokenHash: hashToken(token),
          userId: must(people.find((one) => one.login === login)).id,
          createdAt: now,
          lastSeenAt: now,
          expiresAt: new Date(Date.parse(now) + 36_000_000).toISOString(),
          address: '127.0.0.1',
        })),
      )
    })
  }
  harness.setNow(start)
  await signIn(start)
  const cells = must(generateQuarters(readCatalogue(), quarter).get(quarter))
  return {
    async ask(login, route, request = {}) {
      const options = optionsOf(route, request)
      options.cookies = { [harness.app.cookieName]: must(tokens.get(login), `nobody is called ${login}`) }
      const reply = await harness.app.inject(options)
      const isJson = String(reply.headers['content-type'] ?? '').includes('json')
      return {
        status: reply.statusCode,
        headers: reply.headers,
        raw: reply.rawPayload,
        text: reply.body,
        body: isJson && reply.body !== '' ? JSON.parse(reply.body) : {},
      }
    },
    async setNow(iso) {
      harness.setNow(iso)
      await signIn(iso)
    },
    fillerOf: (reporter) =>
      must(
        people.find(({ role, department, unit }) => role === 'filler' && (department ?? unit) === reporter),
        `nobody fills for ${reporter}`,
      ).login,
    truth: new Map(cells.map((cell) => [cellKey(cell), cell])),
    versionOf: ({ form, reporter }) =>
      store.read(async (db) => {
        const [row] = await db
          .select({ version: submission.version })
          .from(submission)
          .where(and(eq(submission.period, quarter), eq(submission.formCode, form), eq(submission.reporter, reporter)))
        return row?.version ?? 0
      }),
    frozenCells: (code) =>
      store.read(async (db) => {
        const [row] = await db.select({ id: release.id }).from(release).where(eq(release.code, code))
        const cells = await loadFrozenCells(db, must(row, `no release ${code}`).id)
        return cells.map(({ item, unit, breakdown, state, value }) => {
          return { item, unit, breakdown, state, value, note: null }
        })
      }),
    close: () => harness.close(),
  }
}

/** What is right for a cell, as it is written into a sheet; '' for what nobody reports. */
export function truthOf({ truth }: WholeCity): WrittenAt {
  return (row, unit): Written => {
    const cell = truth.get(cellKey({ item: row.item, unit: unit.code, breakdown: row.breakdown }))
    if (cell === undefined || cell.state === 'not_reported') return null
    return cell.state === 'reported' ? cell.value : formatState(cell.state)
  }
}

export const pathOf = ({ form, reporter }: FormOf): string => `/api/v1/forms/${quarter}/${form}/${reporter}`
export const reviewOf = ({ form, reporter }: FormOf): string => `/api/v1/review/forms/${quarter}/${form}/${reporter}`

export async function openFormOf(city: WholeCity, form: FormOf): Promise<FormDetail> {
  return expectStatus(await city.ask(city.fillerOf(form.reporter), `GET ${pathOf(form)}`), 200).body
}

/** Types a form into the grid, cell by cell in one block. */
export async function typeIn(city: WholeCity, form: FormOf, at: WrittenAt): Promise<Answer> {
  const detail = await openFormOf(city, form)
  const cells = detail.rows.flatMap((row, r) =>
    detail.units.flatMap((unit, u) => {
      const value = at(row, unit)
      const version = must(detail.cells.version[r * detail.units.length + u])
      return value === null
        ? []
        : [{ item: row.item, unit: unit.code, breakdown: row.breakdown, text: String(value), version }]
    }),
  )
  return city.ask(city.fillerOf(form.reporter), `PUT ${pathOf(form)}/cells`, { body: { source: 'grid', cells } })
}

const boundary = 'xxBOUNDARYxx'

/** Uploads a workbook and applies what it would change; answers what was read. */
export async function uploadBook(
  city: WholeCity,
  form: FormOf,
  book: { fileName: string; bytes: Uint8Array },
): Promise<Answer> {
  const filler = city.fillerOf(form.reporter)
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${book.fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const read = await city.ask(filler, `POST ${pathOf(form)}/upload`, {
    body: Buffer.concat([Buffer.from(head), book.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  if (read.status !== 200 || read.body.changes.length === 0) return read
  const { fileHash, changes } = read.body
  const cells = changes.map(({ item, unit, breakdown, text, version }: Record<string, unknown>) => ({
    item,
    unit,
    breakdown,
    text,
    version,
  }))
  expectStatus(await city.ask(filler, `POST ${pathOf(form)}/apply`, { body: { fileHash, cells } }), 200)
  return read
}

/** Sends a form; what the program asks about is explained first, in the words given. */
export async function send(city: WholeCity, form: FormOf, words: string): Promise<Answer> {
  const filler = city.fillerOf(form.reporter)
  const submit = async () => city.ask(filler, `POST ${pathOf(form)}/submit`, { version: await city.versionOf(form) })
  const first = await submit()
  if (first.status !== 409 || first.body.reason !== 'submission.unexplained') return first
  const items = first.body.cells.map(({ rule, item, unit, breakdown }: Record<string, unknown>) => ({
    rule,
    item,
    unit,
    breakdown,
    text: words,
    version: 0,
  }))
  expectStatus(await city.ask(filler, `PUT ${pathOf(form)}/explanations`, { body: { items } }), 200)
  return submit()
}

/** The lead department checks what a unit sent, and the office accepts what was explained and sent. */
export async function accept(city: WholeCity, form: FormOf): Promise<void> {
  const step = async (login: string, action: string) =>
    expectStatus(
      await city.ask(login, `POST ${reviewOf(form)}/${action}`, { version: await city.versionOf(form), body: {} }),
      200,
    )
  if (form.byUnit) await step(city.fillerOf(form.department), 'check')
  await step('shenhe', 'accept')
}
