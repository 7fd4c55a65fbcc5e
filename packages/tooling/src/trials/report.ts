import type { Result, State } from './results.ts'
import { engines } from './types.ts'
import type { Engine, Trial } from './types.ts'

const sections: readonly Trial['section'][] = [
  'Durability and faults',
  'Load',
  'Speed',
  'Security',
  'Integrity of figures',
]

const titles: Record<Engine, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

const words: Record<State, string> = {
  met: 'met',
  missed: '**NOT MET**',
  failed: '**FAILED**',
  unmeasured: '**not measured**',
}

/** The newest of what was found for a trial on a database, a full run before a quick one of the same commit. */
export function newest(results: readonly Result[], id: string, database: Engine): Result | undefined {
  return results
    .filter((one) => one.id === id && one.database === database)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .find((one, _at, all) => !one.isQuick || !all.some((other) => !other.isQuick && other.commit === one.commit))
}

/** The promises with their aims and the figures found, as GitHub prints a table; one for each section. */
export function formatReport(trials: readonly Trial[], results: readonly Result[], asked: readonly Engine[]): string {
  const shown = engines.filter((engine) => asked.includes(engine))
  const parts = sections.flatMap((section) => {
    const rows = trials.filter((trial) => trial.section === section).toSorted(byId)
    if (rows.length === 0) return []
    const head = ['id', 'promise', 'aim', ...shown.map((engine) => titles[engine]), 'measured']
    const lines = [head, head.map(() => '---'), ...rows.map((trial) => rowOf(trial, results, shown))]
    return [`### ${section}\n\n${lines.map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')}\n`]
  })
  return `${parts.join('\n')}\n${remarks(trials, results, shown)}`
}

function rowOf(trial: Trial, results: readonly Result[], shown: readonly Engine[]): string[] {
  const found = shown.map((engine) => ({ engine, result: newest(results, trial.id, engine) }))
  const times = found.flatMap(({ result }) =>
    result === undefined ? [] : [`${result.at.slice(0, 16)} ${result.commit}`],
  )
  return [
    trial.id,
    trial.promise,
    trial.aim,
    ...found.map(({ engine, result }) => cellOf(trial, engine, result)),
    [...new Set(times)].join(', ') || '–',
  ]
}

function cellOf(trial: Trial, engine: Engine, result: Result | undefined): string {
  if (!trial.on.includes(engine)) return 'does not apply'
  if (result === undefined) return '**not measured**: not yet run'
  const quick = result.isQuick ? ' (quick)' : ''
  return result.state === 'met' || result.state === 'missed'
    ? `${result.figure}: ${words[result.state]}${quick}`
    : `${words[result.state]}: ${firstLine(result.figure)}`
}

/** Below the tables: what each figure must be read with, and what went wrong, whole. */
function remarks(trials: readonly Trial[], results: readonly Result[], shown: readonly Engine[]): string {
  const lines = trials.toSorted(byId).flatMap(({ id }) =>
    shown.flatMap((engine) => {
      const result = newest(results, id, engine)
      return result?.detail === undefined ? [] : [`- ${id} on ${titles[engine]}: ${result.detail.trim()}`]
    }),
  )
  const machines = [...new Set(results.map(({ machine }) => machine))].map((machine) => `Measured on ${machine}.`)
  return [...lines, ...(lines.length > 0 ? [''] : []), ...machines, ''].join('\n')
}

export type Count = { readonly met: number; readonly missed: number; readonly open: number }

/** How many promises stand how, of those that apply to the databases asked for. */
export function countOf(trials: readonly Trial[], results: readonly Result[], asked: readonly Engine[]): Count {
  const states = trials.flatMap(({ id, on }) =>
    on.filter((engine) => asked.includes(engine)).map((engine) => newest(results, id, engine)?.state),
  )
  const count = (...sought: (State | undefined)[]): number => states.filter((state) => sought.includes(state)).length
  return { met: count('met'), missed: count('missed', 'failed'), open: count('unmeasured', undefined) }
}

/** D2 before D10. */
function byId(one: Trial, other: Trial): number {
  return one.id.localeCompare(other.id, 'en', { numeric: true })
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
