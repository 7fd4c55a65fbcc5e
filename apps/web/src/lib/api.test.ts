import { columnsMediaType } from '@cg/contract/columns/media-type'
import { packColumns } from '@cg/contract/columns/pack'
import { getPassport } from '@cg/contract/release/passport'
import { getRanking } from '@cg/contract/release/ranking'
import { changePassword, signOut } from '@cg/contract/session'
import { describe, expect, test, vi } from 'vitest'
import { ApiError, call, callFile, randomKey, urlOf } from './api.ts'

function answer(response: Response) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => response)
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

async function refusal(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw new Error('no ApiError was thrown')
  return error
}

describe('urlOf', () => {
  test('fills parameters and leaves out what is not asked', () => {
    const url = urlOf(getPassport, { params: { code: 'CG-2026Q3-01' }, query: { indicator: 'JN03' } })
    expect(url).toBe('/api/v1/releases/CG-2026Q3-01/passport?indicator=JN03')
  })

  test('never lets a parameter add a path or a query', () => {
    const url = urlOf(getRanking, { params: { code: '../users', measure: 'a?b#c' } })
    expect(url).toBe('/api/v1/releases/..%2Fusers/rankings/a%3Fb%23c')
  })
})

describe('call', () => {
  test('sends a write with its body, a key of its own and the version it was made on', async () => {
    const fetched = answer(json(200, {}))
    await call(changePassword, { body: { current: 'a', next: 'b' } }, { ifMatch: 7 })
    const init = fetched.mock.calls[0]?.[1]
    const headers = new Headers(init?.headers)
    expect(init?.body).toBe('{"current":"a","next":"b"}')
    expect(headers.get('if-match')).toBe('"7"')
    expect(headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/)
  })

  test('repeats a lost write under the key given', async () => {
    const fetched = answer(json(200, {}))
    await call(changePassword, { body: { current: 'a', next: 'b' } }, { idempotencyKey: 'same' })
    expect(new Headers(fetched.mock.calls[0]?.[1]?.headers).get('idempotency-key')).toBe('same')
  })

  test('asks nothing of a reply without a body', async () => {
    answer(new Response(null, { status: 204 }))
    expect(await call(signOut, {})).toBeNull()
  })

  test('hands on the words, code, cells and current state of a refusal', async () => {
    const problem = {
      code: 'stale',
      detail: '该格已被他人修改。',
      requestId: 'r',
      cells: [{ message: '已改' }],
      current: { value: 3 },
    }
    answer(json(412, problem))
    const error = await refusal(call(signOut, {}))
    expect(error).toMatchObject({
      status: 412,
      code: 'stale',
      message: '该格已被他人修改。',
      requestId: 'r',
      current: { value: 3 },
    })
    expect(error.cells).toHaveLength(1)
  })

  test('speaks Chinese even when a proxy answers with its own page', async () => {
    answer(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect((await refusal(call(signOut, {}))).message).toContain('服务器未能处理此请求（502）')
  })

  test('says that nothing is lost when the network is gone', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch')
    })
    const error = await refusal(call(signOut, {}))
    expect(error.code).toBe('network')
    expect(error.message).toContain('没有丢失')
  })
})

test('an answer of thousands of units comes as packed columns, and is read as what it was', async () => {
  const facts = {
    rank: Array.from({ length: 2850 }, (_, at) => at + 1),
    state: Array.from({ length: 2850 }, () => 'reported'),
  }
  const packed = JSON.stringify(packColumns(facts))
  const fetched = answer(new Response(packed, { headers: { 'content-type': columnsMediaType } }))
  expect(await call(getRanking, { params: { code: 'CG-2026Q3-01', measure: 'JN03' } })).toEqual(facts)
  expect(new Headers(fetched.mock.calls[0]?.[1]?.headers).get('accept')).toContain(columnsMediaType)
})

describe('callFile', () => {
  test('takes the Chinese file name the server chose', async () => {
    const name = '2026Q3_技能培训覆盖率_区县排名_CG-2026Q3-01.png'
    const disposition = `attachment; filename="chart.png"; filename*=UTF-8''${encodeURIComponent(name)}`
    answer(new Response('x', { headers: { 'content-disposition': disposition } }))
    expect((await callFile(signOut, {})).name).toBe(name)
  })
})

test('two writes never share a key', () => {
  expect(randomKey()).not.toBe(randomKey())
})
