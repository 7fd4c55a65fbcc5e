import { previewCode, parsePreviewCode } from '@cg/contract/release/preview-code'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, desc, eq, gte } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { ServiceError, notFound } from '../../errors.ts'
import { hasCityRole } from '../../permission.ts'
import { outsideShare } from '../../share/scope.ts'
import type { ReleaseRow } from './preview-row.ts'
import { loadRelease } from './release-row.ts'

export const previewGone = 'preview.gone'

/**
 * What may be read under a code: a published release by everybody, and the preview that the code names by reviewers and
 * publishers, in the same pages. Others are refused a preview's code alike, whether or not there is one. A preview that
 * was prepared again, published or discarded is gone, and the refusal says what stands in its place.
 */
export async function loadReadable(db: Db, ctx: Context, code: string): Promise<ReleaseRow> {
  const named = parsePreviewCode(code)
  if (named === null) return loadRelease(db, code)
  if (ctx.share !== undefined) throw outsideShare()
  if (ctx.token !== undefined) throw publishedOnly()
  if (!hasCityRole(ctx.actor, 'reviewer', 'publisher')) throw officeOnly()
  // The preview whose computations reach this far, whatever became of it.
  const [row] = await db
    .select()
    .from(release)
    .where(and(eq(release.period, named.period), gte(release.inputVersion, named.draft)))
    .orderBy(asc(release.inputVersion), desc(release.id))
    .limit(1)
  if (row === undefined) throw notFound(code)
  if (row.state === 'preview' && row.inputVersion === named.draft) return row
  throw await gone(db, code, row)
}

/** Whatever its account may: a preview is read by people, who see on every page that it is none to be passed on. */
function publishedOnly(): ServiceError {
  const words = '接口令牌只能读取正式发布的数据，不能读取试看。请在发布后读取。'
  return new ServiceError('forbidden', words, { reason: 'token.preview' })
}

function officeOnly(): ServiceError {
  const words = '试看是发布前的核对稿，只有市产改办的审核人和发布人可以查看。正式发布后，在原来的页面就能看到。'
  return new ServiceError('forbidden', words, { reason: 'preview.office', heading: '试看不对外公开' })
}

async function gone(db: Db, code: string, row: ReleaseRow): Promise<ServiceError> {
  if (row.state === 'published') {
    const words = `${code} 已经复核发布，编号 ${row.code ?? ''}。请看正式发布的内容。`
    return new ServiceError('not_found', words, { reason: previewGone, current: row.code })
  }
  const newer = row.state === 'preview' ? row : await previewOf(db, row.period)
  const became = row.state === 'preview' ? '已重新生成' : '已被废弃'
  if (newer === null) {
    return new ServiceError('not_found', `${code} ${became}，本季现在没有试看。`, { reason: previewGone })
  }
  const current = previewCode(newer.period, newer.inputVersion)
  return new ServiceError('not_found', `${code} ${became}，现在的一份是 ${current}。`, {
    reason: previewGone,
    current,
  })
}

async function previewOf(db: Db, period: string): Promise<ReleaseRow | null> {
  const [row] = await db
    .select()
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'preview')))
  return row ?? null
}
