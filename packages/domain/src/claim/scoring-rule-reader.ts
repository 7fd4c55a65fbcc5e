import { differenceUnit } from '../number/number-format.ts'
import type { ItemRule } from '../score/scoring-rule.ts'
import { ruleWords } from './scoring-rule-words.ts'

/* The sentence of a scoring rule, as `ruleWords` writes it, back into the rule: so that a workbook can carry it. */

/** Each sentence that can be written, with numbers to be replaced; `unit` is the indicator's. */
export function ruleSentences(unit: string): string[] {
  const examples: ItemRule[] = [
    { kind: 'target_ratio', cap: 1 },
    { kind: 'target_pass' },
    { kind: 'step_down', step: 1, loss: 2 },
    { kind: 'step_down', step: 1, loss: 2, wholeSteps: true, maxLoss: 10, full: 20, target: 90 },
    { kind: 'linear_around_target', base: 80, slope: 0.5, cap: 100 },
    { kind: 'bands', bands: [90, 80].map((limit) => ({ limit, points: limit + 10 })), otherwise: 60 },
    { kind: 'power', bounds: { worst: 0, best: 100 } },
    { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } },
    { kind: 'normalise', normaliser: { kind: 'sheet', between: 'linear', points: [0, 100].map(twice) } },
    { kind: 'rank_decay', step: 5, floor: 60 },
    { kind: 'normalise', normaliser: { kind: 'min_max' } },
  ]
  return examples.map((rule) => ruleWords(rule, unit))
}

const twice = (value: number) => ({ value, score: value })

/** The rule of a sentence; `standing` is kept where the sentence is its own. Null: it is none of the sentences. */
export function readRule(text: string, unit: string, standing: ItemRule | null): ItemRule | null {
  const sentence = clean(text)
  if (standing !== null && clean(ruleWords(standing, unit)) === sentence) return standing
  for (const read of readers) {
    const rule = read(sentence, words(unit), standing)
    if (rule !== null) return rule
  }
  return null
}

function clean(text: string): string {
  return text
    .replaceAll(/\s/gu, '')
    .replaceAll(',', '，')
    .replaceAll(';', '；')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replaceAll('->', '→')
    .replaceAll('％', '%')
    .replace(/。$/u, '')
}

type Words = { readonly of: string; readonly difference: string }
type Reader = (sentence: string, unit: Words, standing: ItemRule | null) => ItemRule | null

function words(unit: string): Words {
  const escaped = (text: string) => `(?:${clean(text).replaceAll(/[$()*+.?[\\\]^{|}/]/g, '\\$&')})?`
  return { of: escaped(unit), difference: escaped(differenceUnit(unit)) }
}

const n = String.raw`(-?\d+(?:\.\d+)?)`

/** The numbers of a sentence by a pattern in which `#` stands for a number; undefined parts are optional ones left out. */
function match(sentence: string, pattern: string): (string | undefined)[] | null {
  const found = new RegExp(`^${pattern.replaceAll('#', n)}$`, 'u').exec(sentence)
  return found === null ? null : found.slice(1)
}

const optional = <K extends string>(key: K, text: string | undefined) =>
  (text === undefined ? {} : { [key]: Number(text) }) as { [key in K]?: number }

const readers: readonly Reader[] = [
  (sentence) => {
    const [cap] = match(sentence, '实际[÷/]时序目标，最多按#%计') ?? []
    return cap === undefined ? null : { kind: 'target_ratio', cap: Number(cap) / 100 }
  },
  (sentence) => (sentence === '达到时序目标得满分，未达到不得分' ? { kind: 'target_pass' } : null),
  readStepDown,
  (sentence, { difference }, standing) => {
    const found = match(sentence, `达到时序目标得#%；每高（低）1${difference}加（减）#分，最多#%`)
    if (found === null) return null
    const [base, slope, cap] = found.map(Number)
    const kept = standing?.kind === 'linear_around_target' && standing.full !== undefined ? { full: standing.full } : {}
    return { kind: 'linear_around_target', ...kept, base: base ?? 0, slope: slope ?? 0, cap: cap ?? 0 }
  },
  readBands,
  readPower,
  (sentence) => {
    const found = match(sentence, '第1名100分，每低1名减#分(?:，不低于#分)?（相对）')
    return found === null ? null : { kind: 'rank_decay', step: Number(found[0]), ...optional('floor', found[1]) }
  },
  (sentence, { of }, standing) => {
    const found = match(sentence, `#${of}与#${of}之间按比例折算为0[—–-]+100分`)
    if (found === null) return null
    const kept = standing?.kind === 'normalise' && standing.normaliser.kind === 'goalposts' ? standing.normaliser : {}
    const neutral =
      standing?.kind === 'normalise' && standing.neutral !== undefined ? { neutral: standing.neutral } : {}
    const normaliser = { ...kept, kind: 'goalposts' as const, low: Number(found[0]), high: Number(found[1]) }
    return { kind: 'normalise', normaliser, ...neutral }
  },
  readSheet,
  (sentence) => {
    const found = match(sentence, '最差的单位#分，最好的#分，按比例（相对）')
    if (found === null) return null
    const [low, high] = found.map(Number)
    return { kind: 'normalise', normaliser: { kind: 'min_max', low: low ?? 0, high: high ?? 100 } }
  },
]

function readStepDown(sentence: string, { of, difference }: Words): ItemRule | null {
  const found = match(
    sentence,
    `达到(?:时序目标|#${of})得满分(?:（满分#分）)?；每差#${difference}扣#分(（不足一档不扣）)?，(?:扣完为止|最多扣#分)`,
  )
  if (found === null) return null
  const [target, full, step, loss, whole, maxLoss] = found
  return {
    kind: 'step_down',
    ...optional('full', full),
    step: Number(step),
    loss: Number(loss),
    ...(whole === undefined ? {} : { wholeSteps: true }),
    ...optional('maxLoss', maxLoss),
    ...optional('target', target),
  }
}

function readBands(sentence: string, { of }: Words): ItemRule | null {
  const band = `达到#${of}得#分`.replaceAll('#', n)
  const found = match(sentence, `((?:达到#${of}得#分，)+)其余得#分(?:（满分#分）)?`)
  if (found === null) return null
  const [list = ''] = found
  const bands = [...list.matchAll(new RegExp(band, 'gu'))].map(([, limit, points]) => ({
    limit: Number(limit),
    points: Number(points),
  }))
  const [otherwise, full] = found.slice(-2)
  return { kind: 'bands', ...optional('full', full), bands, otherwise: Number(otherwise) }
}

function readPower(sentence: string, { of }: Words, standing: ItemRule | null): ItemRule | null {
  const fixed = match(sentence, `不允许值#${of}得#分，满意值#${of}得100分，按比例`)
  if (fixed !== null) {
    const [worst, base, best] = fixed.map(Number)
    return { kind: 'power', base: base ?? 60, bounds: { worst: worst ?? 0, best: best ?? 0 } }
  }
  // The same sentence and the same points as 按最高最低折算: it stays what it was.
  const own = match(sentence, '最差的单位#分，最好的100分，按比例（相对）')
  if (own === null || standing?.kind !== 'power') return null
  return { kind: 'power', base: Number(own[0]), bounds: 'units' }
}

function readSheet(sentence: string, { of }: Words): ItemRule | null {
  const found = match(sentence, `((?:#${of}→#分，?)+)；中间按(比例|下一档)`)
  if (found === null) return null
  const points = [...(found[0] ?? '').matchAll(new RegExp(`${n}${of}→${n}分`, 'gu'))].map(([, value, score]) => ({
    value: Number(value),
    score: Number(score),
  }))
  const between = found.at(-1) === '比例' ? 'linear' : 'step'
  return { kind: 'normalise', normaliser: { kind: 'sheet', points, between } }
}
