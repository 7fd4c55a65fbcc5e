import { isSettled } from './results.ts'
import type { Result, Results } from './results.ts'
import type { Engine, Measured, Trial } from './types.ts'

/** What became of a trial in its process. */
export type Ended =
  | { readonly kind: 'measured'; readonly measured: Measured }
  | { readonly kind: 'unmeasured' | 'failed'; readonly reason: string }

export type Settings = {
  readonly databases: readonly Engine[]
  readonly isQuick: boolean
  /** Repeats what was measured at this commit already. */
  readonly again: boolean
  readonly commit: string
  readonly machine: string
}

export type Tools = {
  readonly results: Results
  readonly start: (trial: Trial, database: Engine) => Promise<Ended>
  readonly now: () => Date
  readonly say: (words: string) => void
}

/** Runs one after the other what was not measured yet at this commit; each result is kept as soon as it is there. */
export async function runTrials(trials: readonly Trial[], settings: Settings, tools: Tools): Promise<void> {
  for (const database of settings.databases) {
    for (const trial of trials) {
      if (!trial.on.includes(database)) continue
      if (!settings.again && isMeasured(tools.results.all(), trial, database, settings)) {
        tools.say(`${trial.id} on ${database}: measured already at ${settings.commit}`)
        continue
      }
      tools.say(`${trial.id} on ${database}: ${trial.promise} (at most ${trial.minutes} min)`)
      const from = tools.now()
      const ended = await tools.start(trial, database)
      const seconds = Math.round((tools.now().getTime() - from.getTime()) / 1000)
      const result = resultOf(trial, database, ended, settings, { at: from.toISOString(), seconds })
      tools.results.add(result)
      tools.say(`${trial.id} on ${database}: ${result.state}: ${result.figure} (${seconds} s)`)
    }
  }
}

/** A trial that broke, or that the machine could not run, is tried again. */
function isMeasured(results: readonly Result[], { id }: Trial, database: Engine, settings: Settings): boolean {
  return results.some(
    (one) =>
      one.id === id &&
      one.database === database &&
      one.commit === settings.commit &&
      isSettled(one.commit) &&
      (one.isQuick === settings.isQuick || !one.isQuick) &&
      (one.state === 'met' || one.state === 'missed'),
  )
}

function resultOf(
  { id }: Trial,
  database: Engine,
  ended: Ended,
  { isQuick, commit, machine }: Settings,
  time: Pick<Result, 'at' | 'seconds'>,
): Result {
  const base = { id, database, isQuick, commit, machine, ...time }
  if (ended.kind !== 'measured') return { ...base, state: ended.kind, figure: ended.reason, detail: ended.reason }
  const { figure, met, detail } = ended.measured
  return { ...base, state: met ? 'met' : 'missed', figure, ...(detail !== undefined && { detail }) }
}
