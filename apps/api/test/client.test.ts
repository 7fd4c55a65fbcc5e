import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectStatus, fileQuarter, openTestCity, publishQuarter } from './city.ts'
import type { City } from './city.ts'
import { testPassword } from './harness.ts'

/* The client that stands under docs, run as its reader would run it. */

const client = fileURLToPath(new URL('../docs/download-release.mjs', import.meta.url))
let city: City
let folder = ''
let platform = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-client-'))
  city = await openTestCity()
  city.setNow('2026-07-05T02:00:00.000Z')
  const trained = { AP: 80, BS: 70, CX: 60 }
  await fileQuarter(city, { quarter: '2026Q2', trained, total: { AP: 100, BS: 100, CX: 100 } })
  await publishQuarter(city, '2026Q2')
  await city.app.listen({ host: '127.0.0.1', port: 0 })
  platform = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

const runWith = (env: Record<string, string>) =>
  promisify(execFile)(process.execPath, [client, platform, folder], { env: { ...process.env, ...env } })
const run = (password: string) => runWith({ CG_LOGIN: 'leader', CG_PASSWORD: password })

it('does the same with a token and no password, and says why where it has ended', async () => {
  const body = { name: '数据平台', scope: 'release.read', days: 90 }
  const made = expectStatus(await city.ask('leader', 'POST /api/v1/tokens', { body }), 200).body
  const { stdout } = await runWith({ CG_TOKEN: made.secret })
  expect(stdout.trim().split('\n')).toHaveLength(3)
  const { raw } = await city.ask('leader', 'GET /api/v1/releases/CG-2026Q2-01/data?format=csv')
  const file = join(folder, '2026Q2_发布数据_CG-2026Q2-01.csv')
  expect(readFileSync(file).equals(raw)).toBe(true)
  rmSync(file)
  expectStatus(await city.ask('leader', `POST /api/v1/tokens/${made.token.id}/revoke`), 200)
  await expect(runWith({ CG_TOKEN: made.secret })).rejects.toThrow(
    /401 unauthenticated: 接口令牌 cg_.*（数据平台）已于/,
  )
})

it('signs in, lists the releases and brings the newest with its dictionary', async () => {
  const { stdout } = await run(testPassword)
  expect(stdout.split('\n').map((line) => line.trim())).toEqual([
    'CG-2026Q2-01 2026Q2',
    '2026Q2_发布数据_CG-2026Q2-01.csv',
    '2026Q2_发布数据字段说明_CG-2026Q2-01.csv',
    '',
  ])
  const { raw } = await city.ask('leader', 'GET /api/v1/releases/CG-2026Q2-01/data?format=csv')
  expect(readFileSync(join(folder, '2026Q2_发布数据_CG-2026Q2-01.csv')).equals(raw)).toBe(true)
})

it('says in the platform’s words why it was refused', async () => {
  await expect(run('wrong')).rejects.toThrow(/401 unauthenticated: 登录名或密码不正确/)
})
