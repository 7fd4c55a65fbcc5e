export type Answer = {
  readonly status: number
  readonly headers: Headers
  // A trial asks for the fields that it knows of; a missing one fails it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
  readonly ms: number
}

/** Somebody who is signed in; `ask` rejects when there is no answer. */
export type Person = {
  readonly login: string
  readonly cookie: string
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
}

const demoPassword = 'Yunchuan-2026'

export async function request(
  base: string,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const from = performance.now()
  const reply = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json', origin: base }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.includes('json') === true
  const ms = performance.now() - from
  return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text, ms }
}

export async function signIn(base: string, login: string): Promise<Person> {
  const reply = await request(base, 'POST', '/api/v1/session', { body: { login, password: demoPassword } })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (reply.status !== 200 || cookie === undefined)
    throw new Error(`${login} cannot sign in: ${reply.status} ${JSON.stringify(reply.body)}`)
  return {
    login,
    cookie,
    ask: (method, path, body, headers = {}) => request(base, method, path, { headers: { cookie, ...headers }, body }),
  }
}

/** The same session at the server after its next start. */
export function keptAt(base: string, { login, cookie }: Person): Person {
  return {
    login,
    cookie,
    ask: (method, path, body, headers = {}) => request(base, method, path, { headers: { cookie, ...headers }, body }),
  }
}
