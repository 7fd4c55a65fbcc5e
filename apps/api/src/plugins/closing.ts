import { ServiceError } from '@cg/services/errors'
import type { FastifyInstance } from 'fastify'

/*
 * A server that stops answers what it has begun, and nothing more: those answers say that their connection ends with them,
 * or it would stay open with nothing to do and the stop would wait for it.
 */

const words = '服务正在停止或重新启动，这次请求没有处理，没有保存任何内容。请稍后重试。'

export function registerClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onRequest', (_request, _reply, done) => {
    if (isClosing) throw new ServiceError('unavailable', words, { reason: 'server.stopping', retryAfterSeconds: 5 })
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done(null, payload)
  })
  // Those whose heads went out before.
  app.addHook('onResponse', (_request, _reply, done) => {
    if (isClosing) app.server.closeIdleConnections()
    done()
  })
}
