import { startServer } from './server.ts'

/** A server that many tests share, without a wait for the disk; what is run is told of it by its environment. */
export async function withTestServer<T>(body: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const server = await startServer({
    isDurable: false,
    settings: {
      jit: 'off',
      shared_buffers: '256MB',
      wal_level: 'minimal',
      max_wal_senders: '0',
      max_connections: '200',
    },
  })
  try {
    return await body({ TEST_DATABASE: 'postgres', TEST_DATABASE_URL: server.url('postgres', 'postgres') })
  } finally {
    await server.stop('immediate')
  }
}
