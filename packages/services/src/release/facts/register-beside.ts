import type { RegisterBesideFact } from '@cg/contract/release/register'
import { must } from '@cg/domain/must'
import { exactSum } from '@cg/domain/number/sum'
import { countsFor } from '@cg/domain/register/feed'
import type { BasisRegister } from '../stored/basis.ts'
import type { Rendering } from './rendering.ts'

type Figure = RegisterBesideFact['pairs'][number]['own']
type Share = RegisterBesideFact['shares'][number]

/**
 * What the things listed are beside all others, in the release's own city figures. A pair of which the release has only one
 * side is left out; a share of a figure that lacks a unit is not told. `records`: those that count in the city.
 */
export function besideOf(
  rendering: Rendering,
  register: BasisRegister,
  records: BasisRegister['records'],
): RegisterBesideFact | null {
  const { beside } = register
  if (beside === undefined) return null
  const shares = beside.shares.flatMap((share) => shareOf(rendering, register, { ...share, records }) ?? [])
  const pairs = beside.pairs.flatMap(({ own: ownCode, other: otherCode }) => {
    const [own, other] = [figureOf(rendering, ownCode), figureOf(rendering, otherCode)]
    return own === null || other === null ? [] : [{ own, other }]
  })
  return { shares, pairs, note: beside.note }
}

type AskedShare = NonNullable<BasisRegister['beside']>['shares'][number] & {
  readonly records: BasisRegister['records']
}

function shareOf(
  rendering: Rendering,
  register: BasisRegister,
  { item, field: code, indicator, note, records }: AskedShare,
): Share | null {
  const feed = register.feeds.find((one) => one.item === item)
  const field = register.fields.find((one) => one.code === code)
  const whole = figureOf(rendering, indicator)
  if (feed === undefined || field === undefined || whole === null) return null
  const counted = records.filter(({ values }) => countsFor(register, feed, values, rendering.figures.basis.period))
  const said = counted.flatMap(({ values }) => (typeof values[code] === 'number' ? [values[code]] : []))
  const sum = exactSum(said)
  const isWhole =
    said.length === counted.length && whole.state === 'reported' && whole.value !== null && whole.value > 0
  return {
    name: field.name,
    unit: field.unit ?? '',
    decimals: field.decimals ?? 0,
    sum,
    records: said.length,
    blank: counted.length - said.length,
    whole,
    share: isWhole ? sum / must(whole.value) : null,
    note,
  }
}

/** The city's figure of an indicator; null where the release has none of the code. */
function figureOf({ figures, indicators, cityOf }: Rendering, code: string): Figure | null {
  const at = figures.basis.indicators.findIndex((one) => one.code === code)
  if (at < 0) return null
  const { name, unit, decimals } = must(indicators[at])
  const { value, state, missing } = cityOf(at)
  return { code, name, unit, decimals, value, state: value !== null && missing.length > 0 ? 'partial' : state }
}
