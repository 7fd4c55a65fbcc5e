import { getCockpitCards, saveCockpitCards } from '@cg/contract/cockpit'
import * as contract from '@cg/contract/scheme'
import * as adoption from '@cg/contract/scheme-adoption'
import * as cockpit from '@cg/services/admin/cockpit-cards'
import { adoptScheme, retireScheme } from '@cg/services/scheme/adopt'
import { decideSchemeProposal, proposeScheme, readSchemeProposal } from '@cg/services/scheme/adoption'
import { copyScheme } from '@cg/services/scheme/copy'
import { readSchemeImpact } from '@cg/services/scheme/impact'
import { listSchemes, readScheme } from '@cg/services/scheme/read'
import { saveScheme } from '@cg/services/scheme/save'
import { tryScheme } from '@cg/services/scheme/try'
import type { FastifyInstance } from 'fastify'
import * as file from '@cg/contract/scheme-file'
import { requireOffice } from '@cg/services/scheme/versions'
import { endpoint, requireVersion } from '../endpoint.ts'
import { requireSound } from '../read-sent-book.ts'
import { receiveFile } from '../receive-file.ts'
import { sendWorkbook } from '../send-file.ts'

/** Scoring schemes: copy, edit, try on past quarters, adopt by a second person; and what heads the cockpit. */
export function registerSchemeRoutes(app: FastifyInstance): void {
  endpoint(app, getCockpitCards, ({ ctx }) => cockpit.readCockpitCards(ctx))
  endpoint(app, saveCockpitCards, ({ ctx, params, body }) => cockpit.saveCockpitCards(ctx, { ...params, ...body }))
  endpoint(app, contract.listSchemes, ({ ctx }) => listSchemes(ctx))
  endpoint(app, contract.getScheme, ({ ctx, params }) => readScheme(ctx, params))
  endpoint(app, file.getSchemeWorkbook, async ({ ctx, params, reply }) => {
    const { version } = await readScheme(ctx, params)
    const { writeSchemeWorkbook } = await import('@cg/seeds/load/scheme-workbook')
    const bytes = await writeSchemeWorkbook(ctx, params)
    return sendWorkbook(reply, `${version.name}第${version.version}版`, { bytes, now: ctx.now() })
  })
  endpoint(
    app,
    file.readSchemeFile,
    async ({ ctx, params, request }) => {
      // Rights first, then the file: a stranger's is never read.
      requireOffice(ctx.actor)
      const upload = await receiveFile(request, ' XLSX 或 CSV 文件')
      await requireSound(upload)
      const { readSchemeUpload } = await import('@cg/seeds/load/scheme-upload')
      return readSchemeUpload(ctx, params, upload)
    },
    { perMinute: 20 },
  )
  endpoint(app, contract.copyScheme, ({ ctx, body }) => copyScheme(ctx, body))
  endpoint(app, contract.saveScheme, ({ ctx, params, body, request }) =>
    saveScheme(ctx, { ...params, ...body, editVersion: requireVersion(request) }),
  )
  endpoint(app, contract.tryScheme, ({ ctx, params }) => tryScheme(ctx, params), { perMinute: 30 })
  endpoint(app, contract.adoptScheme, ({ ctx, params, body, request }) =>
    adoptScheme(ctx, { ...params, ...body, editVersion: requireVersion(request) }),
  )
  endpoint(app, adoption.getSchemeImpact, ({ ctx, params }) => readSchemeImpact(ctx, params))
  endpoint(app, adoption.proposeScheme, ({ ctx, params, body, request }) =>
    proposeScheme(ctx, { ...params, ...body, editVersion: requireVersion(request) }),
  )
  endpoint(app, adoption.readSchemeProposal, ({ ctx, params }) => readSchemeProposal(ctx, params))
  endpoint(app, adoption.decideSchemeProposal, ({ ctx, params, body, request }) =>
    decideSchemeProposal(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.retireScheme, ({ ctx, params, request }) =>
    retireScheme(ctx, { ...params, editVersion: requireVersion(request) }),
  )
}
