import { deliveredPack } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { gte } from 'drizzle-orm'
import { isFor } from '../material/deliveries.ts'
import type { Asking, Message } from './message.ts'

/** What was made with a release, to its readers; what could not be made, to who had set it up. */
export async function materialMessages({ ctx: { actor }, db, since }: Asking): Promise<Message[]> {
  const rows = await db
    .select({
      id: deliveredPack.id,
      name: deliveredPack.name,
      code: deliveredPack.releaseCode,
      period: deliveredPack.period,
      readers: deliveredPack.readers,
      setBy: deliveredPack.setBy,
      at: deliveredPack.madeAt,
      problem: deliveredPack.problem,
    })
    .from(deliveredPack)
    .where(gte(deliveredPack.madeAt, since))
  return rows
    .filter((row) => isFor(row, actor))
    .map(({ id, name, code, period, at, problem }) => {
      const about = { name, code, period: parsePeriod(period) }
      const facts =
        problem === null
          ? { kind: 'materialReady' as const, ...about }
          : { kind: 'materialFailed' as const, ...about, problem }
      return { key: `delivered:${id}`, at, link: '/materials', facts }
    })
}
