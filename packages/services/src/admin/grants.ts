import type { GrantInput } from '@cg/contract/admin'
import type { Role } from '@cg/contract/schema'
import { grant, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, inArray, ne } from 'drizzle-orm'

/** Powers that decide what is published and who decides it: nobody gives them alone while there is a second administrator. */
export const officeRoles = ['reviewer', 'publisher', 'admin'] as const satisfies readonly Role[]

export const isOffice = ({ role }: { readonly role: Role }): boolean => officeRoles.some((one) => one === role)

const sameGrant = (one: GrantInput, other: GrantInput): boolean =>
  one.role === other.role && one.department === other.department && one.unit === other.unit

/** Whether another administrator could confirm what this one gives. */
export async function hasOtherAdmin(db: Db, userId: number): Promise<boolean> {
  const [found] = await db
    .select({ id: user.id })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(and(eq(grant.role, 'admin'), eq(user.isActive, true), ne(user.id, userId)))
    .limit(1)
  return found !== undefined
}

/** Of what is wished what holds at once, and the office's powers that are new and wait for a second administrator. */
export function splitGrants(
  held: readonly GrantInput[],
  wished: readonly GrantInput[],
): { readonly now: readonly GrantInput[]; readonly waiting: readonly GrantInput[] } {
  const isNew = (one: GrantInput) => isOffice(one) && !held.some((other) => sameGrant(one, other))
  return { now: wished.filter((one) => !isNew(one)), waiting: wished.filter(isNew) }
}

type Giving = {
  readonly userId: number
  readonly grants: readonly GrantInput[]
  readonly grantedBy: number | null
  readonly confirmedBy?: number
  readonly at: string
}

/** Gives an account these rights and no others. One that it has already stays as it was given, and by whom. */
export async function replaceGrants(tx: Db, giving: Giving): Promise<void> {
  const held = await loadGrants(tx, giving.userId)
  const gone = held.filter((one) => !giving.grants.some((other) => sameGrant(one, other)))
  if (gone.length > 0)
    await tx.delete(grant).where(
      inArray(
        grant.id,
        gone.map(({ id }) => id),
      ),
    )
  await addGrants(tx, giving)
}

/** Gives an account these rights beside those that it has. */
export async function addGrants(tx: Db, { userId, grants, grantedBy, confirmedBy, at }: Giving): Promise<void> {
  const held = await loadGrants(tx, userId)
  for (const one of grants) {
    if (held.some((other) => sameGrant(one, other))) continue
    await tx.insert(grant).values({
      userId,
      role: one.role,
      departmentCode: one.department,
      unitCode: one.unit,
      grantedBy,
      confirmedBy: confirmedBy ?? null,
      grantedAt: at,
    })
  }
}

export async function loadGrants(db: Db, userId: number): Promise<(GrantInput & { readonly id: number })[]> {
  return db
    .select({ id: grant.id, role: grant.role, department: grant.departmentCode, unit: grant.unitCode })
    .from(grant)
    .where(eq(grant.userId, userId))
}
