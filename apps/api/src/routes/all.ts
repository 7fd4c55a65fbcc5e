import type { FastifyInstance } from 'fastify'
import { registerAdminRoutes } from './admin.ts'
import { registerAimRoutes } from './aims.ts'
import { registerAppealRoutes } from './appeals.ts'
import { registerBulletinRoutes } from './bulletin.ts'
import { registerCityRoutes } from './city.ts'
import { registerDataRoutes } from './data.ts'
import { registerConflictRoutes } from './conflicts.ts'
import { registerDenominatorRoutes } from './denominators.ts'
import { registerEntryRoutes } from './entry.ts'
import { registerAssistRoutes } from './assists.ts'
import { registerEvidenceRoutes } from './evidence.ts'
import { registerCatalogueRoutes } from './catalogue.ts'
import { registerChartRoutes } from './charts.ts'
import { registerPackRoutes } from './packs.ts'
import { registerHandoverRoutes } from './handover.ts'
import { registerIdentityRoutes } from './identity.ts'
import { registerInboxRoutes } from './inbox.ts'
import { registerAppearanceRoutes } from './appearance.ts'
import { registerSpeechRoutes } from './speech.ts'
import { registerStampRoutes } from './stamps.ts'
import { registerArchiveRoute } from './archive.ts'
import { registerDeliveryRoutes } from './deliveries.ts'
import { registerMapRoutes } from './maps.ts'
import { registerAppraisalRoutes } from './appraisals.ts'
import { registerMatterRoutes } from './matters.ts'
import { registerRegisterRoutes } from './registers.ts'
import { registerFollowUpRoutes } from './follow-ups.ts'
import { registerTaskRoutes } from './tasks.ts'
import { registerHealthRoutes } from './health.ts'
import { registerNoticeRoutes } from './notices.ts'
import { registerPublishRoutes } from './publish.ts'
import { registerRecipeRoutes } from './recipes.ts'
import { registerReleaseRoutes } from './releases.ts'
import { registerReporterRoutes } from './reporters.ts'
import { registerReviewRoutes } from './review.ts'
import { registerRuleRoutes } from './rules.ts'
import { registerSchemeRoutes } from './scheme.ts'
import { registerShareRoutes } from './share.ts'
import { registerSessionRoutes } from './session.ts'
import { registerStatementRoutes } from './statements.ts'
import { registerThreadRoutes } from './threads.ts'
import { registerTokenRoutes } from './tokens.ts'
import { registerUnitRoutes } from './units.ts'
import { registerYardstickRoutes } from './yardsticks.ts'

/** Every route of the API; one line per resource. */
export function registerRoutes(app: FastifyInstance): void {
  registerHealthRoutes(app)
  registerSessionRoutes(app)
  registerEntryRoutes(app)
  registerEvidenceRoutes(app)
  registerAssistRoutes(app)
  registerThreadRoutes(app)
  registerReviewRoutes(app)
  registerReleaseRoutes(app)
  registerPublishRoutes(app)
  registerChartRoutes(app)
  registerBulletinRoutes(app)
  registerPackRoutes(app)
  registerRecipeRoutes(app)
  registerDataRoutes(app)
  registerHandoverRoutes(app)
  registerRuleRoutes(app)
  registerDenominatorRoutes(app)
  registerConflictRoutes(app)
  registerSchemeRoutes(app)
  registerYardstickRoutes(app)
  registerAimRoutes(app)
  registerCatalogueRoutes(app)
  registerAppearanceRoutes(app)
  registerArchiveRoute(app)
  registerDeliveryRoutes(app)
  registerMapRoutes(app)
  registerAppraisalRoutes(app)
  registerMatterRoutes(app)
  registerRegisterRoutes(app)
  registerTaskRoutes(app)
  registerFollowUpRoutes(app)
  registerStatementRoutes(app)
  registerAppealRoutes(app)
  registerInboxRoutes(app)
  registerSpeechRoutes(app)
  registerStampRoutes(app)
  registerNoticeRoutes(app)
  registerAdminRoutes(app)
  registerCityRoutes(app)
  registerUnitRoutes(app)
  registerReporterRoutes(app)
  registerShareRoutes(app)
  registerTokenRoutes(app)
  registerIdentityRoutes(app)
}
