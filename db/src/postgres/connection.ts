import { hostname } from 'node:os'
import pg from 'pg'
import { StoreRefusal } from '../refusal.ts'
import { postgresText } from './text.ts'

/*
 * One connection to PostgreSQL, whose queries go one after the other and answer what better-sqlite3 would: numbers as
 * numbers, 1 and 0 for yes and no, bytes as buffers.
 */

export type Answer<Row = unknown[]> = {
  readonly rows: Row[]
  /** Rows that an INSERT, UPDATE or DELETE has changed; 0 for everything else. */
  readonly changes: number
}

export type Connection = {
  /** `?` stands for a parameter. */
  readonly query: (text: string, parameters: readonly unknown[]) => Promise<Answer>
  readonly objects: <Row>(text: string, parameters: readonly unknown[]) => Promise<Answer<Row>>
  /** Statements without parameters in one journey; answers the rows of the last that has any. */
  readonly script: <Row = Record<string, unknown>>(text: string) => Promise<Row[]>
  /** All rows that statements of this connection have changed. */
  readonly totalChanges: () => number
  /** True once the server or the network has ended it. */
  readonly isLost: () => boolean
  readonly end: () => Promise<void>
}

/** How long a server may take to answer that it is there. */
const connectMs = 5_000
/** Statements that the server keeps parsed for a connection. */
const mostStatements = 500

/** By what the server tells the processes of the program apart, whatever connections and threads each has. */
const processName = `cg-monitor ${process.pid}@${hostname()}`

/** How many other processes of the program are connected to a database. */
export async function otherProcesses(url: string): Promise<number> {
  const connection = await connect(url)
  try {
    const [row] = await connection.script<{ others: number }>(
      `select count(distinct application_name) as others from pg_stat_activity
       where datname = current_database() and application_name like 'cg-monitor %'
         and application_name <> current_setting('application_name')`,
    )
    return row?.others ?? 0
  } finally {
    await connection.end()
  }
}

type Loss = { isLost: boolean }

async function openClient(url: string, loss: Loss): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    application_name: processName,
    keepAlive: true,
    types: { getTypeParser: (oid: number) => parserOf(oid) },
  })
  client.on('error', () => {
    loss.isLost = true
  })
  client.on('end', () => {
    loss.isLost = true
  })
  try {
    await client.connect()
  } catch (error) {
    throw asRefusal(error)
  }
  return client
}

/** The same text gets the same name: the server keeps it parsed. */
function statementNames(): (text: string) => { name?: string } {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return { name: known }
    if (names.size >= mostStatements) return {}
    const name = `s${names.size}`
    names.set(text, name)
    return { name }
  }
}

export async function connect(url: string): Promise<Connection> {
  const loss: Loss = { isLost: false }
  const client = await openClient(url, loss)
  const nameOf = statementNames()
  let hasEnded = false
  let total = 0
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = last.then(ask)
    last = answer.then(
      () => undefined,
      (error: unknown) => {
        loss.isLost ||= isConnectionLoss(error)
      },
    )
    return answer
  }

  async function ask<Row extends unknown[] | Record<string, unknown>>(
    text: string,
    parameters: readonly unknown[],
    isArray: boolean,
  ): Promise<Answer<Row>> {
    const worded = postgresText(text)
    const config = { text: worded, values: parameters.map(sent), ...nameOf(worded) }
    return inTurn(async () => {
      const found = (await (isArray ? client.query({ ...config, rowMode: 'array' }) : client.query(config)).catch(
        (error: unknown) => {
          // Its parameters are people's; its words are ours, and tell whoever reads the log where to look.
          throw error instanceof Error ? Object.assign(error, { statement: worded.slice(0, 2_000) }) : error
        },
      )) as unknown as pg.QueryResult
      const changes = isChange(found.command) ? (found.rowCount ?? 0) : 0
      total += changes
      return { rows: found.rows as Row[], changes }
    })
  }

  return {
    query: (text, parameters) => ask(text, parameters, true),
    objects: async <Row>(text: string, parameters: readonly unknown[]) =>
      (await ask<Record<string, unknown>>(text, parameters, false)) as Answer<Row>,
    script: async <Row>(text: string) =>
      inTurn(async () => {
        const found = (await client.query(text)) as pg.QueryResult | pg.QueryResult[]
        const answers = (Array.isArray(found) ? found : [found]).filter(({ fields }) => fields.length > 0)
        return (answers.at(-1)?.rows ?? []) as Row[]
      }),
    totalChanges: () => total,
    isLost: () => loss.isLost,
    async end() {
      if (hasEnded) return
      hasEnded = true
      loss.isLost = true
      await client.end().catch(() => undefined)
    },
  }
}

const isChange = (command: string): boolean => command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'

const sent = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value)

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, whole],
  [pg.types.builtins.INT4, Number],
  [pg.types.builtins.INT2, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.FLOAT8, Number],
  [pg.types.builtins.FLOAT4, Number],
  [pg.types.builtins.BOOL, (text) => (text === 't' ? 1 : 0)],
  [pg.types.builtins.BYTEA, (text) => Buffer.from(text.slice(2), 'hex')],
])

const asText = (text: string): unknown => text
const parserOf = (oid: number): ((text: string) => unknown) => parsers.get(oid) ?? asText

function whole(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is too large for a number`)
  return value
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const lossCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** The server or the way to it is gone: what was not committed is undone. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== '') return code.startsWith('08') || lossCodes.has(code)
  return (
    error instanceof Error &&
    /Connection terminated|connection error|Client was closed|not queryable|timeout expired/i.test(error.message)
  )
}

/** The database server cannot be reached just now. */
export const databaseAway = 'database_away'
/** Why a connection cannot be made while the program runs; the words name addresses and are the operator's. */
export const withoutConnection: ReadonlySet<string> = new Set([databaseAway, 'wrong_password', 'no_database'])
/** The connection was lost between the commit and its answer. */
export const commitUnknown = 'commit_unknown'

export const awayRefusal = (): StoreRefusal =>
  new StoreRefusal(
    databaseAway,
    '与数据库服务器的连接中断，没有保存任何改动。系统会自动重新连接，请稍后重试；如果一直这样，请告诉管理员检查 PostgreSQL。',
  )

/** Why there is no connection, in words for whoever runs the program. */
function asRefusal(error: unknown): unknown {
  const code = codeOf(error)
  const said = error instanceof Error && error.message !== '' ? error.message : code
  if (code === '28P01' || code === '28000')
    return new StoreRefusal(
      'wrong_password',
      `PostgreSQL 不接受 DATABASE_URL 中的用户名或密码（${said}）。请改正后重新启动。`,
    )
  if (code === '3D000')
    return new StoreRefusal(
      'no_database',
      `PostgreSQL 上没有 DATABASE_URL 所指的数据库（${said}）。请先用 createdb 建立，再启动。`,
    )
  if (code === '53300')
    return new StoreRefusal(databaseAway, `PostgreSQL 的连接数已满（${said}）。请调大 max_connections 或稍后重试。`)
  if (isConnectionLoss(error) || code === '')
    return new StoreRefusal(
      databaseAway,
      `连接不上 PostgreSQL（${said}）。请检查数据库服务器是否在运行，以及 DATABASE_URL 是否正确。`,
    )
  return error
}
