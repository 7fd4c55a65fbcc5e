import { must } from '@cg/domain/must'
import type { World } from './world.fixture.ts'

/* Ways to make a true sentence false: other words, or another city under it. */

const bump = (digit: string): string => String((Number(digit) + 1) % 10)
/** The last digit of what matches is another. */
export const other = (before: RegExp) => (words: string) =>
  words.replace(before, (found) => found.replace(/\d(?=\D*$)/, bump))
export const swap = (from: string | RegExp, to: string) => (words: string) => words.replace(from, to)

/** The newest quarter with some of its cells unreported. */
export const silence =
  (isMeant: (key: string, city: World) => boolean) =>
  (world: World): World => {
    const last = must(world.quarters.at(-1))
    const cells = new Map(
      [...last.cells].map(([key, cell]) => [key, isMeant(key, world) ? 'not_reported' : cell] as const),
    )
    return { ...world, quarters: [...world.quarters.slice(0, -1), { ...last, cells }] }
  }
export const nobody = silence(() => true)
/** Every unit but the first says nothing. */
export const oneOnly = silence((key, world) => !key.includes(must(must(world.quarters.at(-1)).units[0]).code))

/** Every indicator means something else from the newest quarter on. */
export const redefined = (world: World): World => {
  const breaks = [must(world.quarters.at(-1)).period]
  return { ...world, measures: world.measures.map((measure) => ({ ...measure, breaks })) }
}

/** A forecast that says enough, as one that does not. */
export const unsureOf = (words: string): string =>
  words.replace(
    /^按最近(\d+)期走势推算，(\d+)年末.*年目标([\d.,]+[^\d。，]*?)(?:。|，|的水平).*$/,
    '按最近$1期走势，$2年末能否达到目标$3尚不足以判断。',
  )

type Broken = { readonly on?: string } & (
  | { readonly words: (words: string) => string }
  | { readonly world: (world: World) => World }
)

/** Its name (of a form, what is false of it), what a true sentence looks like, and how it is made false. */
export type Plant = readonly [string, RegExp, Broken]
