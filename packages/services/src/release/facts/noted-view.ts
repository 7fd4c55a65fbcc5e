import type { ReleaseHead } from '@cg/contract/release/head'
import type { Measure } from '@cg/domain/figure/compute'
import type { Figures } from '../compute/figures.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { baseOf } from '../compute/unasked.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { ResultTable } from '../stored/result-table.ts'
import { indicatorsOf } from './rendering.ts'
import type { Rendering } from './rendering.ts'

/*
 * A rendering through which everything that is read is noted by name: 'basis|indicators', 'results|3', 'then|2026Q1'. What
 * no name stands for throws.
 */

/** Is told the name of what is read, once. */
export type Note = (source: string) => void

/** Throws for whatever is asked of it. */
function closed<T extends object>(what: string): T {
  const fail = (_: unknown, key: string | symbol): never => {
    throw new Error(`what is rendered of an indicator must not read ${what} (${String(key)})`)
  }
  // A cast: it is never read.
  return new Proxy({}, { get: fail, has: fail, ownKeys: (target) => fail(target, 'keys') }) as T
}

/** Stands in what is kept for the head of whichever release it will be put under. */
export const noHead = closed<ReleaseHead>('the head')

/** The head's own words may be read one by one, and noted; what is rendered holds no head. */
function headView(head: ReleaseHead, read: Note): ReleaseHead {
  return new Proxy(head, {
    get(target, key) {
      if (key === 'toJSON') throw new Error('what is rendered of an indicator must not hold the head')
      read(`head|${String(key)}`)
      return Reflect.get(target, key) as unknown
    },
    ownKeys: () => {
      throw new Error('the head is read word by word')
    },
  })
}

/** A rendering of one part: whatever is read through it is noted. */
export function notedView({ head, figures, units, indicators, reportingOf }: Rendering, note: Note): Rendering {
  const seen = new Set<string>()
  const read: Note = (source) => {
    if (seen.has(source)) return
    seen.add(source)
    note(source)
  }
  read('shape')
  const view: Figures = {
    basis: basisView(figures.basis, read),
    results: resultsView(figures.results, read),
    quarters: figures.quarters.map((quarter, at) => quarterView(quarter, at === figures.quarters.length - 1, read)),
    input: inputView(figures, read),
    engine: engineView(figures.engine, read),
    ranked: figures.ranked,
    isWhole: figures.isWhole,
    scores: closed('scores'),
    robustness: closed('the places by score'),
  }
  return {
    head: headView(head, read),
    figures: view,
    get units() {
      read('units')
      return units
    },
    get indicators() {
      read('indicators')
      return indicators
    },
    get forms() {
      return closed<Rendering['forms'] & object>('all forms')
    },
    reportingOf(indicator) {
      read(`reporting|${indicator.code}`)
      return reportingOf(indicator)
    },
    ...indicatorsOf(view),
    partOf: null,
  }
}

function engineView(engine: Measure, read: Note): Measure {
  return {
    get tree() {
      read('basis|units')
      return engine.tree
    },
    column(request) {
      read(`engine|${baseOf(request.indicator)}`)
      return engine.column(request)
    },
    result(request, unit) {
      read(`engine|${baseOf(request.indicator)}`)
      return engine.result(request, unit)
    },
    span(code, form) {
      read('basis|indicators')
      read('basis|items')
      return engine.span(code, form)
    },
  }
}

function basisView(basis: ReleaseBasis, read: Note): ReleaseBasis {
  const quality = new Proxy(basis.quality, {
    get(target, key) {
      read(`quality|${String(key)}`)
      return Reflect.get(target, key) as unknown
    },
    ownKeys: () => {
      throw new Error('quality is read item by item')
    },
  })
  return new Proxy(basis, {
    get(target, key) {
      if (key === 'quality') return quality
      read(`basis|${String(key)}`)
      return Reflect.get(target, key) as unknown
    },
    ownKeys: () => {
      throw new Error('the basis is read part by part')
    },
  })
}

const positionOf = /^\d+$/

function resultsView({ unitCount, ...columns }: ResultTable, read: Note): ResultTable {
  const noted = <T extends object>(column: T): T =>
    new Proxy(column, {
      get(target, key) {
        if (typeof key !== 'string' || !positionOf.test(key)) throw new Error('results are read figure by figure')
        read(`results|${Math.floor(Number(key) / unitCount)}`)
        return Reflect.get(target, key) as unknown
      },
    })
  // A cast: each column stays of its kind.
  const entries = Object.entries(columns).map(([name, column]) => [name, noted(column)])
  return { unitCount, ...Object.fromEntries(entries) } as ResultTable
}

function quarterView(view: QuarterView, isNow: boolean, read: Note): QuarterView {
  const { period } = view
  const noted = (i: number): void => read(isNow ? `now|${i}` : `then|${period}`)
  const of =
    <T>(answer: (i: number) => T) =>
    (i: number): T => {
      noted(i)
      return answer(i)
    }
  const ofUnit =
    <T>(answer: (i: number, unit: number) => T) =>
    (i: number, unit: number): T => {
      noted(i)
      return answer(i, unit)
    }
  return {
    period,
    value: ofUnit(view.value),
    state: ofUnit(view.state),
    cityNumerator: of(view.cityNumerator),
    cityDenominator: of(view.cityDenominator),
    cityCoverage: of(view.cityCoverage),
    carried: ofUnit(view.carried),
    isRevised: of(view.isRevised),
    restated: ofUnit(view.restated),
  }
}

function inputView({ input, basis }: Figures, read: Note): Figures['input'] {
  const own = basisView(basis, read)
  return {
    basis: own,
    cells: closed('cells'),
    get earlier() {
      read('earlier')
      return input.earlier
    },
    corrected: closed('the release that is corrected'),
  }
}
