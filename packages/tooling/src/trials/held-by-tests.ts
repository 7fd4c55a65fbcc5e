import { chromiumAdvice, findOrInstallChromium } from '../chromium.ts'
import { onBoth, sqliteOnly } from '../postgres/sqlite-only.ts'
import { withTestServer } from '../postgres/test-server.ts'
import { root } from '../repo.ts'
import type { VitestReport } from '../vitest-report.ts'
import { runVitest } from '../vitest-run.ts'
import { ensureWebBuilt } from '../web-build.ts'
import { NotMeasured } from './types.ts'
import type { Measured, Trial, TrialContext } from './types.ts'

// Promises that tests of the product hold: the trial runs those and tells how much they have looked at.

type Held = Omit<Trial, 'on' | 'minutes' | 'run'> & {
  readonly project?: 'server' | 'browser'
  readonly files: readonly string[]
  readonly minutes?: number
  /** Set for the tests: more rounds than `npm test` has time for. */
  readonly env?: (context: TrialContext) => NodeJS.ProcessEnv
  /** What must have been counted at least, or the tests have looked at too little; by the kind of run. */
  readonly least?: (context: TrialContext) => Readonly<Record<string, number>>
}

const files = new Set<string>()

/** What the trials below ask vitest for. */
export const namedFiles = (): readonly string[] => [...files]

function heldBy({ project = 'server', files: named, minutes = 15, env, least, ...told }: Held): Trial {
  for (const file of named) files.add(file)
  return {
    ...told,
    on: named.some(speaksToBoth) ? ['sqlite', 'postgres'] : ['sqlite'],
    minutes,
    async run(context) {
      const browser = project === 'browser' ? prepareBrowser() : {}
      const asked = { project, printTo: 'stderr', env: { ...browser, ...env?.(context) } } as const
      const run =
        context.database === 'sqlite'
          ? await runVitest({ ...asked, files: named })
          : await withTestServer((server) =>
              runVitest({ ...asked, files: named.filter(speaksToBoth), env: { ...asked.env, ...server } }),
            )
      return judge(run.report, run.outcome, least?.(context) ?? {})
    },
  }
}

/** Tests of the server that run on either database. */
const speaksToBoth = (file: string): boolean =>
  onBoth.some((folder) => file.startsWith(`${folder}/`)) && sqliteOnly[file] === undefined

function prepareBrowser(): NodeJS.ProcessEnv {
  const chromium = findOrInstallChromium()
  if (chromium === undefined) throw new NotMeasured(chromiumAdvice)
  if (!ensureWebBuilt(root)) throw new Error('the web could not be built')
  return { CHROMIUM_PATH: chromium }
}

/** The counts of all tests, added up by name; met when all passed and none is below what was asked. */
export function judge(
  report: VitestReport | undefined,
  { passed, failed }: { readonly passed: number; readonly failed: number },
  least: Readonly<Record<string, number>>,
): Measured {
  const tests = (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)
  const counted = new Map<string, number>()
  for (const { meta } of tests)
    for (const [what, many] of Object.entries(meta?.counted ?? {})) counted.set(what, (counted.get(what) ?? 0) + many)
  const few = Object.entries(least).filter(([what, many]) => (counted.get(what) ?? 0) < many)
  const parts = [...counted].map(([what, many]) => `${many.toLocaleString('en')} ${what}`)
  const broken = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  const faults = [...broken, ...few.map(([what, many]) => `fewer than ${many} ${what}`)]
  return {
    figure: [...parts, `${failed} of ${passed + failed} tests failed`].join(', '),
    met: failed === 0 && passed > 0 && few.length === 0,
    ...(faults.length > 0 && { detail: faults.join('; ') }),
  }
}

export const rights = heldBy({
  id: 'S1',
  section: 'Security',
  promise: 'every route × role × own or another’s answers as the table of rights says',
  aim: 'all routes named, 0 let through, 0 tricks, 0 written by a refusal',
  files: ['apps/api/test/rights.test.ts', 'apps/api/test/form-scope.test.ts', 'apps/api/test/token.test.ts'],
  least: () => ({ routes: 200, refusals: 885, tricks: 2364 }),
})

export const states = heldBy({
  id: 'S2',
  section: 'Security',
  promise: 'state is part of the right: every move × role × time × own or another’s',
  aim: 'every cell named, illegal moves 409 in words, nobody accepts their own',
  files: [
    'apps/api/test/workflow.matrix.test.ts',
    'apps/api/test/sign-off.matrix.test.ts',
    'apps/api/test/workflow.test.ts',
    'apps/api/test/left-out.test.ts',
  ],
})

export const fuzz = heldBy({
  id: 'S3',
  section: 'Security',
  promise: 'rubbish on every route gets a sentence: no 5xx, no leak, nothing written by halves',
  aim: '10,000 requests, 0 faults',
  files: ['apps/api/test/rubbish.test.ts'],
  minutes: 30,
  env: ({ isQuick }) => ({ FUZZ_REQUESTS: isQuick ? '5000' : '10000' }),
  least: ({ isQuick }) => ({ 'fuzzed requests': isQuick ? 5000 : 10_000 }),
})

export const uploads = heldBy({
  id: 'S4',
  section: 'Security',
  promise: 'bad files are refused in words and change nothing; odd good ones are read',
  aim: '0 changes, 0 errors of ours',
  files: [
    'apps/api/test/rubbish.test.ts',
    'packages/export/src/workbook',
    'packages/services/src/entry/upload',
    'packages/services/src/register/upload.test.ts',
  ],
})

export const inertExports = heldBy({
  id: 'S6',
  section: 'Security',
  promise: 'exported files are inert: no formula, script, macro or outside relationship',
  aim: '0',
  files: ['packages/export/src/hostile-texts.test.ts', 'packages/export/src/well-formed.test.ts'],
})

export const sessions = heldBy({
  id: 'S9',
  section: 'Security',
  promise: 'sessions: HttpOnly, hashed at rest, 30 min idle, ended with password, role or account; guessing is stopped',
  aim: 'all; ≤ 30 guesses an hour for an account',
  files: ['apps/api/test/session.test.ts', 'apps/api/test/admin.test.ts', 'apps/api/test/identity.test.ts'],
})

export const expensive = heldBy({
  id: 'S13',
  section: 'Security',
  promise: 'a hundred exports at once are drawn or told when to come again; others are served meanwhile',
  aim: '0 dropped, 429 or 503 with Retry-After',
  files: ['apps/api/src/routes/export-load.test.ts'],
})

export const tampering = heldBy({
  id: 'I2',
  section: 'Integrity of figures',
  promise: 'what was edited by hand is named, a rolled back history too',
  aim: 'all',
  files: ['packages/services/src/anchor', 'db/src/seal'],
})

export const oneRevision = heldBy({
  id: 'I1',
  section: 'Integrity of figures',
  promise: 'each change of a figure is one revision and one line of the trail; the log alone gives the cells back',
  aim: '100 %',
  files: ['packages/services/src/entry/log.property.test.ts', 'packages/services/src/audited-actions.test.ts'],
})

export const frozen = heldBy({
  id: 'I3',
  section: 'Integrity of figures',
  promise: 'a release is reproduced from what it froze, and a correction is a release of its own',
  aim: '100 %',
  files: ['packages/services/src/release/publication.test.ts', 'packages/services/src/release/stored'],
})

export const sameEverywhere = heldBy({
  id: 'I5',
  section: 'Integrity of figures',
  promise: 'a figure is the same on screen and in PPTX, XLSX, DOCX, CSV, SVG and PNG',
  aim: '0 differences',
  files: ['packages/export/src/one-truth.test.ts', 'packages/export/src/values-agree.test.ts'],
})

export const spellings = heldBy({
  id: 'I6',
  section: 'Integrity of figures',
  promise: 'numbers as people type them are read right or sent back, never guessed',
  aim: '0 silently wrong',
  files: ['packages/domain/src/number'],
})

export const refusedFiles = heldBy({
  id: 'D9',
  section: 'Durability and faults',
  promise: 'a missing, emptied, foreign, cut, newer or damaged file is never served',
  aim: '0 wrong served',
  files: ['db/src/store.test.ts', 'apps/api/test/open-city.test.ts'],
})

export const backups = heldBy({
  id: 'D10',
  section: 'Durability and faults',
  promise: 'backups made while people write restore to the state they were taken in',
  aim: 'all',
  files: ['db/src/backup.test.ts'],
})

export const restoreCuts = heldBy({
  id: 'D10a',
  section: 'Durability and faults',
  promise: 'a restore cut at any moment leaves the old installation or the new one',
  aim: '0 mixed, 0 that do not open',
  files: ['db/src/restore.test.ts', 'apps/api/test/restore.test.ts'],
  env: ({ isQuick }) => ({ RESTORE_CUTS: isQuick ? 'names' : 'all' }),
  least: ({ isQuick }) => ({ cuts: isQuick ? 6 : 20 }),
})

export const handEdits = heldBy({
  id: 'I2b',
  section: 'Integrity of figures',
  promise: 'whatever is edited in the database file by hand is named where it stands',
  aim: '≥ 148 edits, 0 unnamed',
  files: ['packages/services/src/anchor/hand-edits.test.ts', 'packages/services/src/anchor/tamper.test.ts'],
  least: () => ({ 'hand edits': 148 }),
})

export const migrations = heldBy({
  id: 'D12',
  section: 'Durability and faults',
  promise: 'files of earlier versions are migrated whole, interrupted first runs are begun again',
  aim: 'all',
  files: ['db/src/migrate.test.ts', 'seeds/src/load/interrupted.test.ts', 'apps/api/test/open-city.test.ts'],
})
