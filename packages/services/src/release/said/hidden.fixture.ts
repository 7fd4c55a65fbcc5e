import type { Figure } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* Which counts of people or firms may not be shown, and which others would give them away (decision 11). */

export type Shown = { readonly inside: readonly Figure[]; readonly counted: readonly Figure[]; readonly city: Figure }

const ofPeople = ['X', 'N', 'M', 'CUM', 'T', 'XM', 'NM', 'XY', 'NY']

/** By position: units inside others, then those that are added up, then the city. */
export function hiddenOf(
  { upper, lower, area }: RawMeasure,
  limit: number,
  {
    shown,
    whole,
  }: { readonly shown: Shown; readonly whole: { readonly of: Shown; readonly isSameBase: boolean } | null },
): Set<number> {
  const hidden = new Set<number>()
  if (area !== null) return hidden
  const parts = [
    ...(ofPeople.includes(upper) ? [({ x }: Figure) => x] : []),
    ...(lower !== null && ofPeople.includes(lower) ? [({ n }: Figure) => n] : []),
  ]
  for (const part of parts)
    for (const at of hiddenIn(listed(shown, part), shown.inside.length, BigInt(limit))) hidden.add(at)
  if (whole === null) return hidden
  // The others are told by subtraction from everybody.
  const rest = parts
    .slice(0, whole.isSameBase ? 2 : 1)
    .map((part) => known(whole.of, part).map((all, at) => less(all, known(shown, part)[at])))
  for (const counts of rest) for (const at of hiddenIn(counts, shown.inside.length, BigInt(limit))) hidden.add(at)
  return hidden
}

type Counts = readonly (bigint | null)[]

const less = (all: bigint | null, own: bigint | null | undefined): bigint | null =>
  all === null || own === null || own === undefined ? null : all - own

const listed = ({ inside, counted, city }: Shown, part: (figure: Figure) => bigint): Counts =>
  [...inside, ...counted, city].map((figure) => (figure.value === null ? null : part(figure)))

/** Nobody under the line is a count too. */
const known = ({ inside, counted, city }: Shown, part: (figure: Figure) => bigint): Counts =>
  [...inside, ...counted, city].map((figure) =>
    figure.value === null && figure.state !== 'zero_denominator' ? null : part(figure),
  )

/** The first of the counts are of units inside others, the last is the city's. */
function hiddenIn(counts: Counts, inside: number, limit: bigint): ReadonlySet<number> {
  const hidden = new Set(counts.flatMap((count, at) => (count !== null && count > 0n && count < limit ? [at] : [])))
  const whole = counts.length - 1
  const family = counts.flatMap((count, at) => (at >= inside && at < whole && count !== null ? [at] : []))
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
