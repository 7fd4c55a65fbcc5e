import type { Figure } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* Which counts of people or firms may not be shown, and which others would give them away (decision 11). */

type Shown = { readonly inside: readonly Figure[]; readonly counted: readonly Figure[]; readonly city: Figure }

const ofPeople = ['X', 'N', 'M', 'CUM', 'T']

/** By position: units inside others, then those that are added up, then the city. */
export function hiddenOf({ upper, lower, area }: RawMeasure, limit: number, shown: Shown): Set<number> {
  const hidden = new Set<number>()
  if (area !== null) return hidden
  const parts = [
    ...(ofPeople.includes(upper) ? [({ x }: Figure) => x] : []),
    ...(lower !== null && ofPeople.includes(lower) ? [({ n }: Figure) => n] : []),
  ]
  for (const part of parts) for (const at of hiddenCounts(shown, part, BigInt(limit))) hidden.add(at)
  return hidden
}

function hiddenCounts(
  { inside, counted, city }: Shown,
  part: (figure: Figure) => bigint,
  limit: bigint,
): ReadonlySet<number> {
  const counts = [...inside, ...counted, city].map((figure) => (figure.value === null ? null : part(figure)))
  const hidden = new Set(counts.flatMap((count, at) => (count !== null && count > 0n && count < limit ? [at] : [])))
  const whole = counts.length - 1
  const family = counts.flatMap((count, at) => (at >= inside.length && at < whole && count !== null ? [at] : []))
  if (hidden.size === 0 || family.length === 0 || counts[whole] === null) return hidden
  for (;;) {
    const out = family.filter((at) => hidden.has(at))
    const sum = out.reduce((all, at) => all + (counts[at] ?? 0n), 0n)
    const isSafe = out.length > 1 && sum >= limit
    if (hidden.has(whole) ? out.length > 0 : out.length === 0 || isSafe) return hidden
    const rest = family.filter((at) => !hidden.has(at))
    // The smallest that counts somebody; the order of units decides between equals.
    const [next] = rest.toSorted((left, right) => rankOf(counts[left]) - rankOf(counts[right]) || left - right)
    if (next === undefined && hidden.has(whole)) return hidden
    hidden.add(next ?? whole)
  }
}

const rankOf = (count: bigint | null | undefined): number =>
  count === null || count === undefined || count === 0n ? Infinity : Number(count)
