import type { Person } from '../city/people.ts'
import type { City } from '../city/serve.ts'
import type { OwnForm, Reply } from './crowd.ts'
import { fetchFile, personOf, release } from './crowd.ts'

/** The same requests for the same seed (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Crowd = {
  readonly city: City
  readonly people: readonly Person[]
  readonly forms: readonly OwnForm[]
  readonly measures: readonly string[]
  readonly units: readonly string[]
  readonly chance: () => number
}

function pick<T>({ chance }: Crowd, all: readonly T[]): T {
  const found = all[Math.floor(chance() * all.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

const reads = [
  '/api/v1/work',
  '/api/v1/inbox',
  '/api/v1/releases',
  '/api/v1/session',
  '/api/v1/audit?limit=100',
  '/api/v1/admin/system',
  '/api/v1/review/queue',
  '/api/v1/review/matrix',
  '/api/v1/registers',
  '/api/v1/tasks',
  '/api/v1/schemes',
  '/api/v1/rules',
  '/%00',
  `/api/v1/releases/${'x'.repeat(90)}`,
]
const answers = ['overview', 'matrix', 'quality', 'equity', 'targets', 'departments']
const kinds = [
  'district-ranking',
  'dumbbell',
  'bump',
  'rank-interval',
  'contribution',
  'waterfall',
  'tile-map',
  'trend',
  'by-unit',
  'multiples',
  'funnel',
  'breakdown',
  'group-gaps',
  'tartan',
  'spine',
  'targets',
  'swarm',
  'kpi',
]
const files = [
  'pages/overview?format=pdf',
  'pages/overview?format=pptx',
  'book',
  'data?format=csv',
  'data?format=json',
  'archive',
  'departments/file',
  'plan/file?format=xlsx',
  'plan/file?format=pdf',
]

function readOf(crowd: Crowd): string {
  const own = crowd.chance()
  if (own < 0.4) return pick(crowd, reads)
  if (own < 0.7) return `${release}/${pick(crowd, answers)}`
  return own < 0.85
    ? `${release}/rankings/${pick(crowd, crowd.measures)}`
    : `${release}/units/${pick(crowd, crowd.units)}`
}

/** No two alike, so that none comes from a cache. */
function exportOf(crowd: Crowd): string {
  const { chance, measures, units } = crowd
  if (chance() < 0.15) return `${release}/${pick(crowd, files)}`
  const spec = new URLSearchParams({
    kind: pick(crowd, kinds),
    measure: pick(crowd, measures),
    focus: pick(crowd, units),
  })
  if (chance() < 0.15) return `${release}/charts/panel?${spec}&width=${600 + Math.floor(chance() * 600)}&height=400`
  spec.set('format', pick(crowd, ['png', 'png', 'svg', 'pptx', 'xlsx', 'csv']))
  spec.set('preset', pick(crowd, ['slide', 'half', 'document', 'phone', 'poster', 'square']))
  spec.set('title', `图${Math.floor(chance() * 1e6)}`)
  return `${release}/charts/export?${spec}`
}

/** A form's own workbook as it is, with spoilt bytes, with two megabytes behind it, or five of one letter. */
function upload(crowd: Crowd): Promise<Reply> {
  const { person, path, template } = pick(crowd, crowd.forms)
  const bytes = Buffer.from(template)
  const own = crowd.chance()
  if (own < 0.5) for (let left = 12; left > 0; left--) bytes[Math.floor(crowd.chance() * bytes.length)] = left
  const sent =
    own > 0.9 ? Buffer.alloc(4_900_000, 65) : own > 0.8 ? Buffer.concat([bytes, Buffer.alloc(2_000_000)]) : bytes
  const name = pick(crowd, ['a.xlsx', 'b.csv', 'c.xls'])
  const [who, where] = pick<readonly [Person, string]>(crowd, [
    [person, `${path}/upload`],
    [person, `${path}/upload`],
    [person, `${path}/upload/marked`],
    [personOf(crowd.people, 'shenji'), '/api/v1/stamps/check/file'],
    [personOf(crowd.people, 'admin'), '/api/v1/admin/catalogue/file'],
  ])
  return fetchFile(crowd.city, who, where, new Blob([sent]), name)
}

const broken = ['{', '[]', `{"a":${'['.repeat(5000)}`, 'null', JSON.stringify({ a: 'x'.repeat(200_000) })]

async function rubbish(crowd: Crowd): Promise<Pick<Reply, 'status'>> {
  const headers = { cookie: pick(crowd, crowd.people).cookie, 'content-type': 'application/json' }
  const where = pick(crowd, ['rules', 'tasks', 'schemes', 'matters'])
  const reply = await fetch(`${crowd.city.base}/api/v1/${where}`, {
    method: 'POST',
    headers,
    body: pick(crowd, broken),
  })
  await reply.arrayBuffer()
  return reply
}

/** One of many: half are reads, a quarter exports, a sixth uploads, the rest broken writes, each by anybody. */
export function anyRequest(crowd: Crowd): Promise<Pick<Reply, 'status'>> {
  const own = crowd.chance()
  if (own < 0.16) return upload(crowd)
  if (own < 0.24) return rubbish(crowd)
  return fetchFile(crowd.city, pick(crowd, crowd.people), own < 0.5 ? exportOf(crowd) : readOf(crowd))
}
