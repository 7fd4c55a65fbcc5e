import type { Actor, Context, Services } from '@cg/services/context'

/** The services as one person uses them at one moment. */
export function contextOf(services: Services, actor: Actor, at: Date): Context {
  return { ...services, actor, now: () => at }
}
