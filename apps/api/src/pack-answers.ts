import { createHash } from 'node:crypto'
import type { ChartFacts } from '@cg/charts/from-spec'
import { answersNeeded } from '@cg/charts/pack/answers'
import type { PackAnswer, PackAnswers, PackAsk, PageAnswer } from '@cg/charts/pack/answers'
import { packModel } from '@cg/charts/pack/pack'
import type { PackModel } from '@cg/charts/pack/pack-model'
import type { ChartSpec } from '@cg/contract/chart'
import type { Recipe } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { Context } from '@cg/services/context'
import { readLook } from '@cg/services/admin/appearance'
import type { Look } from '@cg/services/admin/appearance'
import { ServiceError, invalid } from '@cg/services/errors'
import { readPage } from '@cg/services/release/read/page'
import { correctionOf, readAnswer } from '@cg/services/release/read/releases'
import { answerFor, factsFrom } from './chart-answers.ts'

/** Who puts a material together asks for its outline and its slides one after another: what was just read is kept a little. */
const keptPacks = 6
const keptMs = 30_000

export type PackReader = (ctx: Context, code: string, recipe: Recipe) => Promise<PackModel>

/** Reads a material of a release from its recipe; what the release does not have is said on the page that asks for it. */
export function packReader(): PackReader {
  const kept = new Map<string, { readonly pack: PackModel; readonly at: number }>()
  return async (ctx, code, recipe) => {
    refuseTwins(recipe)
    // Asked each time: who may not read the release is refused here.
    const overview = await readAnswer(ctx, code, 'overview')
    const correction = await correctionOf(ctx, code)
    const look = await readLook(ctx)
    const key = createHash('sha256')
      .update(JSON.stringify([code, overview.etag, correction, recipe, look]))
      .digest('hex')
    const now = ctx.now().getTime()
    const known = kept.get(key)
    if (known !== undefined && now - known.at < keptMs) return known.pack
    const facts = JSON.parse(overview.body.toString('utf8')) as OverviewFacts
    const pack = await buildPack(ctx, { code, recipe, overview: facts, correction, look })
    kept.delete(key)
    kept.set(key, { pack, at: now })
    for (const oldest of [...kept.keys()].slice(0, -keptPacks)) kept.delete(oldest)
    return pack
  }
}

type Asked = {
  readonly code: string
  readonly recipe: Recipe
  readonly overview: OverviewFacts
  readonly correction: string | null
  readonly look: Look
}

async function buildPack(ctx: Context, { code, recipe, overview, correction, look }: Asked): Promise<PackModel> {
  const answers = await readAnswers(ctx, code, recipe)
  const units = overview.rankings[0]?.units
  const at = units?.code.indexOf(recipe.unit ?? '') ?? -1
  const unitName = units?.shortName[at] ?? null
  const matrix = JSON.parse((await readAnswer(ctx, code, 'matrix')).body.toString('utf8')) as MatrixFacts
  const { indicators } = matrix
  return packModel(recipe, answers, { release: overview.release, correction, unitName, indicators, look })
}

function refuseTwins({ pages }: Recipe): void {
  const twin = pages.find(({ id }, at) => pages.findIndex((page) => page.id === id) !== at)
  if (twin !== undefined)
    throw invalid(`材料中有两页的编号都是 ${twin.id}，请删去其中一页后重新添加。`, { reason: 'pack.twins' })
}

async function readAnswers(ctx: Context, code: string, recipe: Recipe): Promise<PackAnswers> {
  const facts = factsReader(ctx, code)
  const answers = new Map<string, PageAnswer>()
  for (const [id, ask] of answersNeeded(recipe)) answers.set(id, await answerTo(ctx, code, ask, facts))
  return answers
}

type FactsReader = (spec: ChartSpec) => Promise<ChartFacts>

async function answerTo(ctx: Context, code: string, ask: PackAsk, facts: FactsReader): Promise<PageAnswer> {
  if (ask.kind === 'page') {
    const { page, params } = ask
    return { kind: 'page', page: await orRefusal(() => readPage(ctx, { code, page, params })) }
  }
  const charts: PackAnswer<ChartFacts>[] = []
  for (const spec of ask.specs) charts.push(await orRefusal(() => facts(spec)))
  const { words } = ask
  if (words === undefined) return { kind: 'charts', charts }
  return { kind: 'charts', charts, words: await orRefusal(() => readPage(ctx, { code, ...words })) }
}

/** Several charts of a material are drawn from one answer, which is parsed once. */
function factsReader(ctx: Context, code: string): FactsReader {
  const parsed = new Map<string, ChartFacts>()
  return async (spec) => {
    const answer = await answerFor(ctx, code, spec)
    const key = `${answer.etag} ${answer.sheet?.id ?? ''}`
    const known = parsed.get(key)
    if (known !== undefined) return known
    const facts = factsFrom(answer)
    parsed.set(key, facts)
    return facts
  }
}

/** What this release does not have is the page's to say; who may not read it at all is refused before. */
async function orRefusal<T>(read: () => Promise<T>): Promise<PackAnswer<T>> {
  try {
    return { answer: await read() }
  } catch (error) {
    if (error instanceof ServiceError && (error.code === 'not_found' || error.code === 'invalid'))
      return { refusal: error.message }
    throw error
  }
}
