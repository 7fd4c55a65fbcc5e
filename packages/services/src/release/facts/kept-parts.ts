import { must } from '@cg/domain/must'
import type { ReleaseHead } from '@cg/contract/release/head'
import { cellsDigest } from '../compute/kept-engines.ts'
import type { KeptMeasure } from '../compute/kept-engines.ts'
import type { QuarterView } from '../compute/quarter.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { partDigest } from '../stored/basis-text.ts'
import type { ResultTable, SeriesTable } from '../stored/result-table.ts'
import { sha256 } from '../stored/sha256.ts'
import { notedView } from './noted-view.ts'
import type { IndicatorPart, Rendering } from './rendering.ts'

/*
 * A preview after one changed form says the same as before of most indicators. What is rendered of an indicator sees the
 * release only through a view that notes, with its digest, each thing it reads; the next preview takes it over where all of
 * these have the same digest now. So nothing that was read can be forgotten; what the view does not know throws.
 */

type Reads = Map<string, string>
/** The digest of whatever a noted view has a name for. */
class Sources {
  readonly #rendering: Rendering
  readonly #engine: KeptMeasure
  readonly #known = new Map<string, string>()

  constructor(rendering: Rendering, engine: KeptMeasure) {
    this.#rendering = rendering
    this.#engine = engine
  }

  digest(source: string): string {
    const found = this.#known.get(source) ?? this.#make(source)
    this.#known.set(source, found)
    return found
  }

  #make(source: string): string {
    const { head, figures, units, indicators, reportingOf } = this.#rendering
    const { basis, results, quarters, ranked, isWhole, input } = figures
    const [kind, name = ''] = source.split('|')
    switch (kind) {
      case 'shape':
        return said([basis.indicators.map(({ code }) => code), ranked, isWhole, quarters.map(({ period }) => period)])
      case 'basis':
        return partDigest(basis[name as keyof ReleaseBasis])
      case 'head':
        return plainly(head[name as keyof ReleaseHead])
      case 'quality':
        return plainly(basis.quality[name])
      case 'engine':
        return this.#engine.digestOf(name)
      case 'results':
        return rowDigest(results, Number(name))
      case 'now':
        return viewDigest(must(quarters.at(-1)), [Number(name)], basis.units.length)
      case 'then': {
        const { series, restated } = must(input.earlier.find(({ period }) => period === name))
        // A view is the series over today's indicators and units, but for what is reckoned again of merged ones.
        if (restated === null) return [seriesDigest(series), this.digest('shape'), this.digest('basis|units')].join(' ')
        const view = must(quarters.find(({ period }) => period === name))
        return viewDigest(view, [...basis.indicators.keys()], basis.units.length)
      }
      case 'earlier':
        return plainly(
          input.earlier.map(({ cells, restated, series, forms, matters, ...rest }) => [
            rest,
            [forms, matters].map(partDigest),
            [cells, restated].map((table) => (table === null ? null : cellsDigest(table))),
            seriesDigest(series),
          ]),
        )
      case 'units':
        return plainly(units)
      case 'indicators':
        return plainly(indicators)
      case 'reporting':
        return said(reportingOf(must(basis.indicators.find(({ code }) => code === name))))
      default:
        throw new Error(`a part of a release cannot be rendered from ${source}`)
    }
  }
}

/** Of what was read from JSON, in which every number is told apart. */
const plainly = (value: unknown): string => sha256(JSON.stringify(value) ?? 'undefined')

/** Numbers that JSON does not tell apart are named: NaN, the infinities, 0 below nothing. */
function said(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && (!Number.isFinite(part) || Object.is(part, -0)) ? `number ${1 / part} ${part}` : part,
  )
  return sha256(text ?? 'undefined')
}

const bytesOf = (array: Float64Array | Int32Array | Uint8Array): string =>
  sha256(Buffer.from(array.buffer, array.byteOffset, array.byteLength))

const seriesKnown = new WeakMap<SeriesTable, string>()

/** Of a series as it was published, which is read once and never changed. */
function seriesDigest(series: SeriesTable): string {
  const { units, indicators, revised, values, states, carried, cityNumerators, cityDenominators, cityCoverage } = series
  const columns = [values, states, carried, cityNumerators, cityDenominators, cityCoverage]
  const found = seriesKnown.get(series) ?? plainly([units, indicators, revised, columns.map(bytesOf)])
  seriesKnown.set(series, found)
  return found
}

function rowDigest({ unitCount, ...columns }: ResultTable, i: number): string {
  const rows = Object.values(columns).map((column) => column.subarray(i * unitCount, (i + 1) * unitCount))
  return sha256(Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))))
}

/** All that a quarter's view answers of some indicators. */
function viewDigest(view: QuarterView, indicators: readonly number[], units: number): string {
  const numbers = new Float64Array(indicators.length * (4 + 3 * units))
  const restated: unknown[] = []
  let at = 0
  for (const i of indicators) {
    numbers[at++] = view.cityNumerator(i)
    numbers[at++] = view.cityDenominator(i)
    numbers[at++] = view.cityCoverage(i)
    numbers[at++] = view.isRevised(i) ? 1 : 0
    for (let unit = 0; unit < units; unit++) {
      numbers[at++] = view.value(i, unit)
      numbers[at++] = view.state(i, unit)
      numbers[at++] = view.carried(i, unit)
      const other = view.restated(i, unit)
      if (other !== null) restated.push(i, unit, other)
    }
  }
  return restated.length === 0 ? bytesOf(numbers) : `${bytesOf(numbers)} ${said(restated)}`
}

type Kept = { readonly reads: Reads; readonly made: Map<string, unknown> }

export class KeptParts {
  #kept = new Map<string, Kept>()

  /** The rendering with what is kept of earlier ones; of those only what it asks for stays. */
  renew(rendering: Rendering, engine: KeptMeasure): Rendering {
    const sources = new Sources(rendering, engine)
    const before = this.#kept
    this.#kept = new Map()
    const parts = new Map<number, IndicatorPart>()
    const partOf = (i: number): IndicatorPart => {
      const found = parts.get(i)
      if (found !== undefined) return found
      const { code } = must(rendering.figures.basis.indicators[i])
      const old = before.get(code)
      const isSame =
        old !== undefined && Array.from(old.reads).every(([name, digest]) => sources.digest(name) === digest)
      const kept: Kept = isSame ? old : { reads: new Map(), made: new Map() }
      this.#kept.set(code, kept)
      const part = partOver(kept, rendering, sources)
      parts.set(i, part)
      return part
    }
    return {
      ...rendering,
      cityOf: (i) => partOf(i).once('city', (from) => from.cityOf(i)),
      beforeOf: (i) => partOf(i).once('before', (from) => from.beforeOf(i)),
      partOf,
    }
  }
}

function partOver({ reads, made }: Kept, rendering: Rendering, sources: Sources): IndicatorPart {
  let view: Rendering | null = null
  return {
    once: <T>(name: string, make: (from: Rendering) => T): T => {
      // A cast: under a name lies what its one maker made.
      if (made.has(name)) return made.get(name) as T
      view ??= notedView(rendering, (source) => reads.set(source, sources.digest(source)))
      const value = make(view)
      made.set(name, value)
      return value
    },
  }
}
