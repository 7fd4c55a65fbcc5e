import type { ReporterList, SwitchSignOff } from '@cg/contract/reporter'
import { signOff } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { knownReporters, lackOf, loadPeople, reportersOf, staffOf } from './list.ts'
import type { Named } from './list.ts'

/**
 * Lets the forms of a department or unit be checked and signed inside before they are sent, or no longer. Nobody is
 * locked in: it is switched on only where people can do all the steps, and what waits inside then goes on.
 */
export async function switchSignOff(
  ctx: Context,
  { code, isOn, allowsSame }: SwitchSignOff & { readonly code: string },
): Promise<ReporterList> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('sign_off.switch', async (tx) => {
    const reporter = (await knownReporters(tx)).find((one) => one.code === code)
    if (reporter === undefined) throw notFound(`报送单位 ${code}`)
    const [before] = await tx.select().from(signOff).where(eq(signOff.reporter, code))
    const isSame = isOn ? before?.allowsSame === allowsSame : before === undefined
    if (!isSame) {
      if (isOn) await requirePeople(tx, reporter, allowsSame)
      const at = ctx.now().toISOString()
      const row = { reporter: code, allowsSame, switchedBy: ctx.actor.userId, switchedAt: at }
      if (isOn) await tx.insert(signOff).values(row).onConflictDoUpdate({ target: signOff.reporter, set: row })
      else await tx.delete(signOff).where(eq(signOff.reporter, code))
      await audit(tx, {
        at,
        actor: ctx.actor,
        action: 'sign_off.switch',
        object: `reporter:${code}`,
        detail: {
          before: { signsInside: before !== undefined, allowsSame: before?.allowsSame ?? false },
          after: { signsInside: isOn, allowsSame: isOn && allowsSame },
        },
      })
    }
    return reportersOf(ctx, tx)
  })
}

async function requirePeople(tx: Db, { code, name }: Named, allowsSame: boolean): Promise<void> {
  const lack = lackOf(staffOf(await loadPeople(tx), code), allowsSame)
  if (lack === null) return
  const remedy = `请先在“账号”里给${name}的同志开通相应角色${allowsSame ? '' : '；人手不够的单位可以允许一人办理两步'}`
  throw new ServiceError('conflict', `${name}${lack}，开启内部审签后报表将无法报出。${remedy}。`, {
    reason: 'sign_off.no_people',
  })
}
