import { vi } from 'vitest'
import { answerFor } from './answers.ts'

export type Call = { method: string; path: string; search: URLSearchParams; headers: Headers; body: unknown }
/** A reply for a path, a problem with its status, or undefined for the usual answer. */
export type Override = (call: Call) => { status?: number; body: unknown } | undefined

function reply(status: number, body: unknown): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

export function problem(status: number, code: string, detail: string) {
  return { status, body: { type: 'about:blank', title: code, status, code, detail, requestId: 'req-1' } }
}

/** Answers fetch from the fixtures; returns the calls made so far. */
export function serveFixtures(override: Override = () => undefined): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost')
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    const headers = new Headers(init.headers)
    const call = { method: init.method ?? 'GET', path: url.pathname, headers, search: url.searchParams, body }
    calls.push(call)
    const own = override(call)
    if (own) return reply(own.status ?? 200, own.body)
    const usual = answerFor(url.pathname)
    if (usual !== undefined) return reply(200, usual)
    const missing = problem(404, 'not_found', '没有这项内容。')
    return reply(404, missing.body)
  })
  return calls
}
