import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** The only room that puts claims into words. */
const room = 'packages/domain/src/claim/'

/**
 * Words of a finding: a comparison, a direction, an end of a ranking, a judgement of all. Where they stand beside an
 * inserted value or in a sentence of their own, somebody claims something by hand.
 */
const claimWord =
  /较上[季期年次]|较基期|较(20|\$\{)|提高|下降|上升|升至|降至|居[首末前]|末位(?!为)|差距(不显著|很小|扩大|收窄|收敛)|收窄|扩大至|首尾|均(达|未达|高于|低于|提高|下降|上升)|各单位(均|都)|还差|(变动|幅度|差距)最[大小]|未?达到时序目标|(?<!不)[低高]于|明显|增长|同比|环比|持平|首位(?!管理员)|领先|最[高低多少]的是|退步|进步/

export type Allowed = { readonly path: string; readonly words: RegExp; readonly why: string }

/** What reads like a claim and is none. */
export const allowedWords: readonly Allowed[] = [
  {
    path: 'packages/domain/src/check/',
    words: /./,
    why: 'Findings about entered cells, told to those who entered them; they compare a cell with itself.',
  },
  {
    path: 'packages/domain/src/speech/',
    words: /./,
    why: 'Words of a draft as they are read, and the draft corrected in its own words: what it compares is what it said.',
  },
  {
    path: 'packages/domain/src/number/difference.ts',
    words: /^(提高|下降|增长|持平)/,
    why: 'The one formatter of a difference: it says how far, a claim says of what and since when.',
  },
  {
    path: 'packages/services/src/release/',
    words: /^(差距很小：|位次区间与)/,
    why: 'The method behind a mark, for those who ask by which rule it is drawn.',
  },
  {
    path: 'packages/services/src/review/reminders.ts',
    words: /均已报送/,
    why: 'A reminder about forms, counted from the forms themselves; no figure is compared.',
  },
  {
    path: 'packages/services/src/aim/doubts.ts',
    words: /目标却[低高]于/,
    why: 'A doubt about a target as it is set, told to who sets it; no reported figure is compared.',
  },
  {
    path: 'apps/web/src/features/scheme/rule-words.ts',
    words: /时序目标/,
    why: 'What a scoring rule says, whatever the figures are.',
  },
  {
    path: 'packages/charts/src/light-legend.ts',
    words: /^达到时序目标$/,
    why: 'The legend of the marks of lights, of no figure.',
  },
]

/** Claims put into words outside their room, as sentences; and the files that were read. */
export function checkClaimWords(root: string): { seen: readonly string[]; problems: readonly string[] } {
  const seen = ['packages', 'apps']
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !isTestPath(path))
    .filter((path) => !path.startsWith(room) && !path.startsWith('packages/tooling/'))
  return { seen, problems: seen.flatMap((path) => handmadeClaims(path, readFileSync(join(root, path), 'utf8'))) }
}

/** The texts of one file that claim by hand. */
export function handmadeClaims(path: string, text: string): string[] {
  const found: { readonly at: number; readonly words: string }[] = []
  const look = (words: string, at: number): void => {
    if (claimWord.test(words) && !isAllowed(path, words)) found.push({ at, words })
  }
  new Visitor({
    Literal: ({ value, start }) => {
      if (typeof value === 'string') look(value, start)
    },
    TemplateLiteral: ({ quasis, start }) => look(quasis.map(({ value }) => value.raw).join('${'), start),
    JSXText: ({ value, start }) => look(value, start),
  }).visit(parseSync(path, text).program)
  return found.map(
    ({ at, words }) =>
      `${path}:${lineAt(text, at)} claims by hand (“${words.trim().slice(0, 40)}”): print it from a claim (${room})`,
  )
}

function isAllowed(path: string, words: string): boolean {
  return allowedWords.some((one) => path.startsWith(one.path) && one.words.test(words))
}
