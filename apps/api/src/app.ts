import type { Installation } from '@cg/services/admin/system'
import type { Services } from '@cg/services/context'
import type { Sender } from '@cg/services/notice/sender'
import { createSessionCache } from '@cg/services/session/session-cache'
import type { SessionCache } from '@cg/services/session/session-cache'
import { createTokenGuard } from '@cg/services/token/guard'
import type { TokenGuard } from '@cg/services/token/guard'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import manifest from '../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { createSender } from './notice/sender.ts'
import { refuseBrokenRequest, registerErrors, replyWithProblem } from './plugins/errors.ts'
import { registerAwaited } from './plugins/awaited.ts'
import { registerClosing } from './plugins/closing.ts'
import { registerEmptyBodies, withoutEmptyStreams } from './plugins/empty-bodies.ts'
import { registerFastLane } from './plugins/fast-lane.ts'
import { useLazySchemas } from './plugins/schemas.ts'
import { registerOpenapi } from './plugins/openapi.ts'
import { registerSlices } from './plugins/slices.ts'
import { registerSecurityHeaders, sendBareSecurityHeaders } from './plugins/security-headers.ts'
import { registerSession } from './plugins/session.ts'
import { registerWebFiles } from './plugins/web-files.ts'
import { registerReadyAnswers } from './ready-answers.ts'
import { registerRoutes } from './routes/all.ts'
import { sharedCalls } from './shared-calls.ts'
import { exportLimits, openGate, uploadLimits, wholeLimits } from './gate.ts'
import type { Gate } from './gate.ts'

declare module 'fastify' {
  interface FastifyInstance {
    services: Services
    sessions: SessionCache
    tokens: TokenGuard
    /** True when people reach the service over TLS. */
    isSecure: boolean
    cookieName: string
    publicHost: string | null
    /** The address people type; null where nobody has said it. */
    publicUrl: URL | null
    /** The one-time code for the first admin; null once the installation has one. */
    firstAdminCode: string | null
    installation: Installation
    /** Starts the program anew, once what was restored waits to be opened. */
    restart: () => void
    /** The way out by mail and to robots. */
    sender: Sender
    /** What people send as files, and what is drawn for them: so many at a time. */
    uploads: Gate
    exports: Gate
    /** Of files with a whole release in them. */
    wholes: Gate
  }
}

export type AppOptions = {
  services: Services
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'trustProxy' | 'logLevel'> & Partial<Pick<Config, 'anchorDir'>>
  /** Folder of the built web app; null serves the API alone (tests). */
  webFolder: string | null
  firstAdminCode?: string | null
  /** Left out where nobody can start it anew (tests). */
  restart?: () => void
  /** Where the log goes instead of standard output (tests). */
  logStream?: NodeJS.WritableStream
}

type Worn = Pick<AppOptions, 'services' | 'config'> & {
  readonly isSecure: boolean
  readonly firstAdminCode: string | null
  readonly restart: () => void
}

/** What every route finds on the server. */
function decorate(app: FastifyInstance, { services, config, isSecure, firstAdminCode, restart }: Worn): void {
  app.decorate('services', services)
  app.decorate('sessions', createSessionCache(services))
  app.decorate('tokens', createTokenGuard(services))
  app.decorate('isSecure', isSecure)
  app.decorate('cookieName', isSecure ? '__Host-cg' : 'cg')
  app.decorate('publicHost', config.publicUrl?.host ?? null)
  app.decorate('publicUrl', config.publicUrl)
  app.decorate('firstAdminCode', firstAdminCode)
  app.decorate('installation', {
    dataDir: config.dataDir,
    anchorDir: config.anchorDir ?? config.dataDir,
    version: manifest.version,
  })
  app.decorate('restart', restart)
  app.decorate('sender', createSender(config.dataDir))
  app.decorate('uploads', openGate(uploadLimits))
  app.decorate('exports', openGate(exportLimits))
  app.decorate('wholes', openGate(wholeLimits))
}

/** Builds the whole server; production and tests call this same function. */
export async function buildApp({
  services,
  config,
  webFolder,
  firstAdminCode = null,
  restart = () => undefined,
  logStream,
}: AppOptions): Promise<FastifyInstance> {
  const isSecure = config.publicUrl?.protocol === 'https:'
  const app = Fastify({
    logger: {
      level: config.logLevel,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      ...(logStream === undefined ? {} : { stream: logStream }),
    },
    trustProxy: config.trustProxy,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 120 },
    // Refused in words by plugins/closing.ts.
    return503OnClosing: false,
    clientErrorHandler: refuseBrokenRequest,
    http: withoutEmptyStreams,
    frameworkErrors: (error, request, reply) => {
      sendBareSecurityHeaders(reply, isSecure)
      replyWithProblem(error, request, reply)
    },
  })
  decorate(app, { services, config, isSecure, firstAdminCode, restart })
  useLazySchemas(app)
  registerErrors(app)
  registerSecurityHeaders(app)
  registerClosing(app)
  registerAwaited(app)
  registerEmptyBodies(app)
  await app.register(cookie)
  const { countCall } = services.store
  await app.register(rateLimit, {
    global: false,
    keyGenerator: ({ actor, share, ip }) => (share === null ? String(actor?.userId ?? ip) : `${share.row.id} ${ip}`),
    // On SQLite one process answers, and counts for itself.
    ...(countCall === null ? {} : { store: sharedCalls(countCall, services.now) }),
  })
  await app.register(multipart, {
    limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 10, parts: 12, headerPairs: 50 },
  })
  registerSession(app)
  registerReadyAnswers(app)
  registerSlices(app)
  registerFastLane(app, ['trace', 'debug', 'info'].includes(config.logLevel))
  registerOpenapi(app)
  await app.register(async (scope) => registerRoutes(scope))
  if (webFolder !== null) await registerWebFiles(app, webFolder)
  return app
}
