import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { findProgram, installPackage, thisMachine } from '../find-program.ts'
import { release } from './busy/crowd.ts'
import { faultsOf } from './crash/rounds.ts'
import { signIn } from './city/people.ts'
import type { Person } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Measured, Trial, TrialContext } from './types.ts'

// Scanners that others have written look for holes; each must first find one that was planted.

type Scanner = { readonly name: string; readonly run: (args: readonly string[]) => Promise<string> }

function scanner(name: 'sqlmap' | 'wapiti', { say }: TrialContext): Scanner {
  const find = () =>
    findProgram({ variable: `${name.toUpperCase()}_PATH`, commands: [name], usualPlaces: {} }, thisMachine)
  const path = find() ?? (installPackage(name) ? find() : undefined)
  if (path === undefined) throw new NotMeasured(`${name} is not here: install it (Debian’s package ${name})`)
  return {
    name,
    async run(args) {
      const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => (output += data.toString()))
      await once(child, 'exit')
      say(`${name} has printed ${output.split('\n').length} lines`)
      return output
    },
  }
}

/** Asks a database with the words of its caller in the statement, and prints them as they are. */
async function withHole<T>(use: (base: string) => Promise<T>): Promise<T> {
  const db = new Database(':memory:')
  db.exec("CREATE TABLE item (name TEXT); INSERT INTO item VALUES ('a'), ('b')")
  const server = createServer((request, reply) => {
    const name = new URL(request.url ?? '/', 'http://hole').searchParams.get('name') ?? ''
    reply.setHeader('content-type', 'text/html')
    try {
      reply.end(`<p>${name}: ${db.prepare(`SELECT * FROM item WHERE name = '${name}'`).all().length} found</p>`)
    } catch (error) {
      reply.writeHead(500).end(`SQLite error: ${String(error)}`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
    db.close()
  }
}

type Parameter = {
  readonly in: string
  readonly name: string
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly anyOf?: readonly unknown[] }
}
type Document = { readonly paths: Record<string, Record<string, { readonly parameters?: readonly Parameter[] }>> }

const knownValues: Readonly<Record<string, string>> = {
  code: 'CG-2026Q2-01',
  period: '2026Q3',
  form: 'RSJ-SKILLS',
  reporter: 'RSJ',
  indicator: 'JN03',
  measure: 'JN03',
  unit: 'DWQ',
  item: 'P_TRAIN',
  department: 'RSJ',
  id: '1',
}

/** Every address that is read with something of the caller's in it, each such place marked for sqlmap with a star. */
async function markedAddresses({ base }: City, { ask }: Person): Promise<string[]> {
  const { status, body } = await ask('GET', '/api/docs/json')
  if (status !== 200) throw new Error(`the routes are not described: ${status}`)
  const { paths }: Document = body
  return Object.entries(paths).flatMap(([path, methods]) => {
    const parameters = methods['get']?.parameters ?? []
    const used = parameters.filter((one) => one.in === 'path' || one.in === 'query')
    if (used.length === 0 || /\.(png|svg|pptx|docx|xlsx|pdf|zip)|\{format\}/.test(path)) return []
    const valueOf = ({ name, schema }: Parameter): string =>
      knownValues[name] ?? schema.enum?.[0] ?? (schema.type === 'integer' ? '1' : 'a')
    const marked = used
      .filter((one) => one.in === 'path')
      .reduce((text, one) => text.replace(`{${one.name}}`, `${valueOf(one)}*`), path)
    const query = used.filter((one) => one.in === 'query').map((one) => `${one.name}=${valueOf(one)}*`)
    return [`${base}${marked}${query.length > 0 ? `?${query.join('&')}` : ''}`]
  })
}

/** The lines of sqlmap's own list of what it found. */
function injectable(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^results-.*\.csv$/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1))
    .filter((line) => line.split(',')[3] !== '')
}

async function sqlmap(tool: Scanner, folder: string, addresses: readonly string[], ...more: string[]) {
  mkdirSync(folder, { recursive: true })
  const list = join(folder, 'addresses.txt')
  writeFileSync(list, addresses.join('\n'))
  // Techniques that wait would measure the machine.
  const usual = ['--batch', '--disable-coloring', '--technique=BEU', '--dbms=sqlite', `--output-dir=${folder}`]
  const output = await tool.run(['-m', list, ...usual, ...more])
  return { output, found: injectable(folder) }
}

type Scanned = { done: number; tested: number; readonly faults: string[] }

export const injection: Trial = {
  id: 'S7',
  section: 'Security',
  promise: 'no parameter of a read reaches the database as a statement: sqlmap with a session, on each of them',
  aim: '0, after finding the planted hole',
  on: ['sqlite'],
  minutes: 60,
  async run(context): Promise<Measured> {
    const tool = scanner('sqlmap', context)
    const planted = await withHole((base) =>
      sqlmap(tool, join(context.folder, 'planted'), [`${base}/?name=a*`, `${base}/?name=b*`], '--level=1'),
    )
    if (planted.found.length === 0) throw new Error(`sqlmap does not find a hole:\n${planted.output.slice(-3000)}`)
    const city = await serveCity(context)
    const person = await signIn(city.base, 'shenji')
    const all = await markedAddresses(city, person)
    const asked = context.isQuick ? all.filter((_, at) => at % 8 === 0) : all
    const depth = context.isQuick ? ['--level=1', '--risk=1'] : ['--level=3', '--risk=2']
    // A cast: only the line in the loop keeps.
    const seen = (context.recall() as Scanned | undefined) ?? { done: 0, tested: 0, faults: [] }
    while (seen.done < asked.length) {
      const folder = join(context.folder, `scan-${seen.done}`)
      const some = asked.slice(seen.done, seen.done + 4)
      // Anew for each batch: a session lives for half an hour without a request.
      const { cookie } = await signIn(city.base, 'shenji')
      const { output, found } = await sqlmap(tool, folder, some, `--cookie=${cookie}`, '--threads=4', ...depth)
      seen.tested += output.split('\n').filter((line) => / testing '|does not seem to be injectable/.test(line)).length
      seen.faults.push(...found)
      seen.done += some.length
      context.keep(seen)
    }
    const after = await person.ask('GET', '/readyz')
    await city.end('SIGTERM')
    return {
      figure: `${seen.done} addresses, ${seen.tested} tests told, ${seen.faults.length} holes; the planted one found`,
      met: seen.faults.length === 0 && seen.tested > seen.done && after.status === 200,
      ...faultsOf(seen),
    }
  },
}

const wapitiModules =
  'sql,xss,permanentxss,file,exec,crlf,redirect,methods,csrf,cookieflags,http_headers,backup,blindsql'

type Found = { readonly method: string; readonly path: string; readonly info: string; readonly parameter: string }

async function wapiti(tool: Scanner, folder: string, base: string, ...more: string[]): Promise<Map<string, Found[]>> {
  mkdirSync(folder, { recursive: true })
  const report = join(folder, 'report.json')
  const places = ['--store-session', folder, '--store-config', folder, '-f', 'json', '-o', report]
  const output = await tool.run(['-u', `${base}/`, '--scope', 'domain', '-v', '0', ...places, ...more])
  if (!existsSync(report)) throw new Error(`wapiti wrote no report:\n${output.slice(-3000)}`)
  const { vulnerabilities } = JSON.parse(readFileSync(report, 'utf8'))
  return new Map(Object.entries<Found[]>(vulnerabilities).filter(([, found]) => found.length > 0))
}

/** Said only behind HTTPS, and a header that browsers have given up. */
const notMeant = /Strict-Transport-Security is not set|X-XSS-Protection is not set/

const crawled = ['overview', 'rankings/JN03', 'indicators/JN03', 'units/DWQ', 'matrix', 'targets', 'equity']

export const crawl: Trial = {
  id: 'S8',
  section: 'Security',
  promise: 'a scan that crawls the site with a session finds nothing',
  aim: '0 above “info”, after finding the planted hole',
  on: ['sqlite'],
  minutes: 60,
  async run(context): Promise<Measured> {
    const tool = scanner('wapiti', context)
    const planted = await withHole((base) =>
      wapiti(tool, join(context.folder, 'planted'), base, '-s', `${base}/?name=a`, '-m', 'sql,xss'),
    )
    if (planted.size === 0) throw new Error('wapiti does not find a hole')
    const city = await serveCity(context)
    const { cookie } = await signIn(city.base, 'lingdao')
    const starts = [
      ...crawled.map((name) => `${city.base}${release}/${name}`),
      `${city.base}/api/v1/releases?limit=5`,
    ].flatMap((url) => ['-s', url])
    const time = String(context.isQuick ? 120 : 900)
    const how = ['-m', wapitiModules, '-H', `Cookie: ${cookie}`, '--max-scan-time', time, ...starts]
    const found = await wapiti(tool, join(context.folder, 'scan'), city.base, ...how)
    await city.end('SIGTERM')
    const told = [...found].flatMap(([kind, all]) =>
      all.map(({ method, path, parameter, info }) => `${kind}: ${method} ${path} ${parameter} ${info}`),
    )
    const faults = told.filter((one) => !notMeant.test(one))
    const beside = told.length === faults.length ? '' : `, beside ${told.length - faults.length} about plain HTTP`
    return {
      figure: `${wapitiModules.split(',').length} kinds of attack, ${faults.length} findings${beside}; the planted hole found`,
      met: faults.length === 0,
      ...faultsOf({ faults }),
    }
  },
}
