import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { behindWords } from './behind-words.ts'

/** An administrator has looked into it and says why. Errors: nothing to acknowledge, no reason. */
export async function acknowledgeBehind(ctx: Context, { reason }: { reason: string }): Promise<void> {
  requireCityRole(ctx.actor, 'admin')
  const why = reason.trim()
  if (why === '') throw invalid('请写明原因：为什么恢复，缺的内容怎么补。', { reason: 'anchor.reason_missing' })
  await ctx.store.write('anchor.acknowledge', async (tx) => {
    const behind = await readSetting(tx, 'behindAnchor')
    if (behind === null)
      throw new ServiceError('conflict', '没有需要确认的存证差异。请刷新页面。', { reason: 'anchor.not_behind' })
    await writeSetting(tx, 'behindAnchor', null)
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'anchor.acknowledge',
      object: 'database',
      detail: { situation: behindWords(behind), reason: why },
    })
  })
}
