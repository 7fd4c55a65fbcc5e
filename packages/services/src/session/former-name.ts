import { formerName, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'

/** Before an account gets a name: what it was called until now stays on everything it has done. */
export async function keepFormerName(tx: Db, login: string, name: string, until: string): Promise<void> {
  const [known] = await tx.select({ id: user.id, name: user.name }).from(user).where(eq(user.login, login))
  if (known === undefined || known.name === name) return
  await tx.insert(formerName).values({ userId: known.id, name: known.name, until })
}
