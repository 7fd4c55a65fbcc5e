import type { FastifyInstance } from 'fastify'
import { registerAdminRoutes } from './admin.ts'
import { registerPublishRoutes } from './publish.ts'
import { registerReleaseRoutes } from './releases.ts'
import { registerSessionRoutes } from './session.ts'

/** Every route of the API; one line per resource. */
export function registerRoutes(app: FastifyInstance): void {
  registerSessionRoutes(app)
  registerReleaseRoutes(app)
  registerPublishRoutes(app)
  registerAdminRoutes(app)
}
