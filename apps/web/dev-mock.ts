import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { answerFor } from './src/testing/answers.ts'

function answer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const path = (request.url ?? '').split('?')[0] ?? ''
  if (!path.startsWith('/api/')) return next()
  const reply = answerFor(path)
  response.setHeader('content-type', reply === undefined ? 'application/problem+json' : 'application/json')
  response.statusCode = reply === undefined ? 404 : 200
  response.end(
    JSON.stringify(reply ?? { status: 404, code: 'not_found', detail: '演练数据中没有这项内容。', requestId: 'mock' }),
  )
}

/** `MOCK=1 vite` or `MOCK=1 vite preview`: the reading pages without a server. Never part of the build. */
export function devMock(): Plugin {
  return {
    name: 'dev-mock',
    configureServer: (server) => void server.middlewares.use(answer),
    configurePreviewServer: (server) => void server.middlewares.use(answer),
  }
}
