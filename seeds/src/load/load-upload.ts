import { createHash } from 'node:crypto'
import type { CityLoad } from '@cg/contract/city-load'
import type { Actor, Services } from '@cg/services/context'
import { ServiceError } from '@cg/services/errors'
import { loadFiles } from './load-folder.ts'
import { LoadRefused, problemLines } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { nothingWritten } from './write.ts'
import type { LoadReport } from './write.ts'

export type Upload = { readonly fileName: string; readonly bytes: Uint8Array }

export type UploadOptions = {
  readonly by: Actor
  /** The digest of what the admin was shown; null asks what would be done and writes nothing. */
  readonly seen: string | null
}

/** The load was tried and is taken back. */
class Tried extends Error {
  readonly result: CityLoad

  constructor(result: CityLoad) {
    super('a load that was only tried')
    this.result = result
  }
}

/**
 * Loads files that an admin chose on the page: first tried, with all errors, doubts and changes, and taken back; then,
 * with the digest of what was shown, kept. What would be done otherwise meanwhile is refused ('stale').
 */
export async function loadUpload(
  services: Services,
  files: readonly Upload[],
  { by, seen }: UploadOptions,
): Promise<CityLoad> {
  const names = files.map(({ fileName }) => fileName)
  const all = files.map(({ fileName: name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }))
  let shown: CityLoad | null = null
  const decide = (doubts: readonly LoadProblem[]) => (report: LoadReport) => {
    shown = resultOf(files, names, doubts, report)
    if (seen === null) throw new Tried(shown)
    if (seen !== shown.digest)
      throw new ServiceError('stale', '检查之后，平台里的内容有了变化，这次没有写入。请重新检查，看过后再装入。', {
        reason: 'city.load_changed',
        current: { digest: shown.digest, yours: seen },
      })
  }
  // What is read on the way may be taken back: the memory that is kept by store must not hold it for anybody else. Of what
  // is kept here the program learns as of another process's load, within ten seconds.
  const apart = { ...services, store: { ...services.store } }
  try {
    await loadFiles(apart, all, { place: '平台', by, decide })
  } catch (error) {
    if (error instanceof Tried) return error.result
    if (error instanceof LoadRefused) return refusedResult(names, error.problems)
    throw error
  }
  if (shown === null) throw new Error('a load ended without a decision')
  return { ...(shown as CityLoad), stage: 'loaded' }
}

function resultOf(
  files: readonly Upload[],
  names: string[],
  doubts: readonly LoadProblem[],
  { changes, notes, impacts, accounts, ...counts }: LoadReport,
): CityLoad {
  const told = {
    counts,
    errors: [],
    doubts: problemLines(doubts),
    changes: [...changes],
    notes: [...notes],
    impacts: [...impacts],
    accounts: [...accounts],
  }
  const hashes = files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))
  const digest = createHash('sha256')
    .update(JSON.stringify([hashes, told]))
    .digest('hex')
  return { stage: 'checked', files: names, ...told, digest }
}

function refusedResult(names: string[], problems: readonly LoadProblem[]): CityLoad {
  return {
    stage: 'refused',
    files: names,
    counts: nothingWritten,
    errors: problemLines(problems.filter(({ isDoubt }) => isDoubt !== true)),
    doubts: problemLines(problems.filter(({ isDoubt }) => isDoubt === true)),
    changes: [],
    notes: [],
    impacts: [],
    accounts: [],
    digest: '',
  }
}
