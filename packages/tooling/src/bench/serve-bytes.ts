import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

// The yardstick: Fastify with nothing on it, sending the bytes of one file, or that they have not changed.
const [, , file = '', contentType = '', contentEncoding] = process.argv
const body = readFileSync(file)
const app = Fastify()
app.get('/', async (_request, reply) => {
  reply.header('content-type', contentType)
  if (contentEncoding !== undefined) reply.header('content-encoding', contentEncoding)
  return body
})
app.get('/unchanged', async (_request, reply) => reply.code(304).send())
await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.(app.server.address())
