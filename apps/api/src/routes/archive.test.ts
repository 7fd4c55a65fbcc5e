import { createHash } from 'node:crypto'
import type { ReleaseListItem } from '@cg/contract/release/head'
import { openByHand } from '@cg/db/by-hand.fixture'
import { must } from '@cg/domain/must'
import { readZip, writeZip } from '@cg/export/archive/zip'
import { checkArchive } from '@cg/services/release/publish/archive'
import { everyStateQuarter, rewriteAnswer } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* 发布存档 as its taker gets it, and what became of it later. */

let api: ReleaseApi
beforeEach(async () => {
  api = await openReleaseApi()
  await api.publish(everyStateQuarter)
})
afterEach(() => api.close())

const take = () => api.app.inject({ url: `/api/v1/releases/${code}/archive`, cookies: api.cookiesOf('leader') })
const open = async () => readZip((await take()).rawPayload)
const faultsOf = (files: ReadonlyMap<string, Uint8Array>) =>
  checkArchive(files).flatMap(({ isSound, words }) => (isSound ? [] : [words]))
const bytes = (text: string) => new TextEncoder().encode(text)

it('holds the answers as they are served, and proves itself by the seal on 发布记录', async () => {
  const reply = await take()
  expect(reply.headers['content-type']).toBe('application/zip')
  expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain(`2026Q3_发布存档_${code}.zip`)
  const files = await readZip(reply.rawPayload)
  const releases = await api.app.inject({ url: '/api/v1/releases', cookies: api.cookiesOf('leader') })
  const { contentHash } = must(releases.json<{ items: ReleaseListItem[] }>().items[0])
  const checks = checkArchive(files)
  expect(checks.every(({ isSound }) => isSound)).toBe(true)
  expect(checks.map(({ words }) => words).join()).toContain(contentHash)
  const served = await api.app.inject({ url: `/api/v1/releases/${code}/matrix`, cookies: api.cookiesOf('leader') })
  const { release: _head, ...own } = served.json()
  expect(JSON.parse(Buffer.from(must(files.get('answers/matrix.json'))).toString())).toEqual(own)
  // What only checks read, withheld figures in it, stays at home.
  for (const name of ['basis', 'cells', 'series']) expect(files.has(`answers/${name}.json`)).toBe(false)
  expect([...files.keys()].slice(0, 6)).toEqual([
    'manifest.json',
    '说明.txt',
    'data.csv',
    'data.json',
    'data-fields.csv',
    'book.html',
  ])
})

it('is the same bytes twice', async () => {
  const digest = async () =>
    createHash('sha256')
      .update((await take()).rawPayload)
      .digest('hex')
  expect(await digest()).toBe(await digest())
})

it.each([
  [
    'a figure of the data was changed',
    (files: Map<string, Uint8Array>) => void files.set('data.csv', bytes('x')),
    'data.csv',
  ],
  ['a file is gone', (files: Map<string, Uint8Array>) => void files.delete('book.html'), '缺少 book.html'],
  ['a file was laid in', (files: Map<string, Uint8Array>) => void files.set('a.txt', bytes('x')), 'a.txt 不在清单内'],
  [
    'an answer and its line in the list were changed',
    (files: Map<string, Uint8Array>) => {
      const changed = bytes('{}')
      const manifest = JSON.parse(Buffer.from(must(files.get('manifest.json'))).toString())
      const line = manifest.files.find(({ path }: { path: string }) => path === 'answers/overview.json')
      line.sha256 = createHash('sha256').update(changed).digest('hex')
      files.set('answers/overview.json', changed)
      files.set('manifest.json', bytes(JSON.stringify(manifest)))
    },
    'answers/overview.json 不是校验码所覆盖的内容',
  ],
  [
    'the reason of a correction was written in',
    (files: Map<string, Uint8Array>) => {
      const manifest = JSON.parse(Buffer.from(must(files.get('manifest.json'))).toString())
      manifest.content.reason = '更正'
      files.set('manifest.json', bytes(JSON.stringify(manifest)))
    },
    '与校验码不符',
  ],
])('names it when %s', async (_name, change, words) => {
  const files = await open()
  expect(faultsOf(files)).toEqual([])
  change(files)
  expect(faultsOf(files).join()).toContain(words)
})

it('what is no archive is called none', async () => {
  for (const text of ['', '{}', 'null', '[1]', '{"kind":"release-archive"}'])
    expect(faultsOf(new Map([['manifest.json', bytes(text)]]))[0]).toContain('不是本平台的发布存档')
  expect(faultsOf(new Map())[0]).toContain('不是本平台的发布存档')
  expect(faultsOf(await readZip(await writeZip([{ path: 'a', bytes: bytes('b') }], new Date(0))))[0]).toContain('不是')
})

it('is not made of a release that is no longer what was published', async () => {
  const raw = openByHand(api.city.folder)
  raw.breakRules()
  rewriteAnswer('results', (body) => Buffer.concat([body.subarray(0, -1), Buffer.of(1)]))(raw)
  raw.close()
  const reply = await take()
  expect(reply.statusCode).toBe(409)
  expect(reply.body).toContain('不能存档')
})
