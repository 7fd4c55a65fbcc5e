import { createHash } from 'node:crypto'
import { builtinRecipe } from '@cg/charts/pack/builtin'
import type { PackModel } from '@cg/charts/pack/pack-model'
import { passedWords, remarksOf } from '@cg/charts/pack/remarks'
import { mediaTypes } from '@cg/contract/media'
import {
  cancelPackJob,
  drawPackSlide,
  fetchPack,
  outlinePack,
  packFormats,
  readBuiltinRecipe,
  readPackJob,
  startPack,
} from '@cg/contract/material/pack'
import type { PackOutline } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { boundedCache } from '@cg/export/bounded-cache'
import type { PackCommon, PackSlide } from '@cg/export/pack/slides'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { recordPack } from '@cg/services/release/read/pack'
import { readAnswer } from '@cg/services/release/read/releases'
import type { FastifyInstance } from 'fastify'
import { poolOf, unlessBusy } from '../drawing.ts'
import { endpoint } from '../endpoint.ts'
import { makePack } from '../make-pack.ts'
import { packReader } from '../pack-answers.ts'
import type { PackReader } from '../pack-answers.ts'
import { openPackJobs, packNotes } from '../pack-jobs.ts'
import { sendBytes } from '../ready-bytes.ts'
import type { ReadyBytes } from '../ready-bytes.ts'
import { sendFile } from '../send-file.ts'

/** 材料: a recipe under a release as an outline, as pictures of its slides, and as files. */
export function registerPackRoutes(app: FastifyInstance): void {
  const readPack = packReader()
  endpoint(app, outlinePack, async ({ ctx, params, body }) => {
    const pack = await readPack(ctx, params.code, body.recipe)
    return await outlineOf(pack, await slidesOf(pack))
  })
  endpoint(app, readBuiltinRecipe, ({ ctx, params, query }) => readBuiltin(readPack, ctx, params, query))
  registerPreview(app, readPack)
  registerJobs(app, readPack)
}

/** A built-in recipe without the pages that this release cannot fill. */
async function readBuiltin(
  readPack: PackReader,
  ctx: Context,
  { code, kind }: { code: string; kind: Recipe['kind'] },
  asked: { unit?: string; measure?: string; dimension?: string },
): Promise<Recipe> {
  const matrix = JSON.parse((await readAnswer(ctx, code, 'matrix')).body.toString('utf8')) as MatrixFacts
  if (asked.unit !== undefined && !matrix.units.code.includes(asked.unit))
    throw invalid(`这次发布中没有代码为 ${asked.unit} 的单位，请另选一个单位。`, { reason: 'pack.no_unit' })
  if (asked.measure !== undefined && !matrix.indicators.some(({ code: own }) => own === asked.measure))
    throw invalid(`这次发布中没有代码为 ${asked.measure} 的指标，请另选一个指标。`, { reason: 'pack.no_measure' })
  if (asked.dimension !== undefined && !matrix.indicators.some(({ dimension }) => dimension === asked.dimension))
    throw invalid(`这次发布中没有代码为 ${asked.dimension} 的维度，请另选一个维度。`, { reason: 'pack.no_dimension' })
  const recipe = builtinRecipe(kind, asked, matrix)
  const pack = await readPack(ctx, code, recipe)
  const isFilled = (at: number): boolean => {
    const content = pack.pages[at]?.content
    return content?.kind !== 'refused' && !(content?.kind === 'words' && content.lists.length === 0)
  }
  const filled = recipe.pages.filter((_, at) => isFilled(at))
  return { ...recipe, pages: filled.filter((page, at) => page.kind !== 'chapter' || hasPages(filled[at + 1])) }
}

function hasPages(next: Recipe['pages'][number] | undefined): boolean {
  return next !== undefined && next.kind !== 'chapter' && next.kind !== 'closing'
}

/** The slides of a material: their code knows the library of decks and is loaded with the first. */
async function slidesOf(pack: PackModel): Promise<PackSlide[]> {
  const { packSlides } = await import('@cg/export/pack/slides')
  return packSlides(pack)
}

async function outlineOf(pack: PackModel, slides: readonly PackSlide[]): Promise<PackOutline> {
  const { letterRemarks } = await import('@cg/export/pack/letters')
  const common = commonOf(pack)
  const pages: PackOutline['pages'] = []
  for (const [at, page] of pack.pages.entries()) {
    const own = slides.filter(({ page: { id } }) => id === page.id)
    pages.push({
      id: page.id,
      slide: own[0]?.number ?? 0,
      slides: own.length,
      generatedTitle: page.generatedTitle,
      title: page.title,
      remarks: [...remarksOf(page, pack, at === 0), ...(await letterRemarks(own, common))],
    })
  }
  const remarks = pages.flatMap((page) => page.remarks)
  return { pages, slides: slides.length, passed: passedWords(pack.pages, remarks) }
}

/** A hundred slides: those that people are putting together. */
const previewBytes = 8 * 2 ** 20

function registerPreview(app: FastifyInstance, readPack: PackReader): void {
  const pool = poolOf(app)
  const drawn = boundedCache<ReadyBytes>(previewBytes, ({ body }) => body.byteLength)
  endpoint(
    app,
    drawPackSlide,
    async ({ ctx, params, body, request, reply }) => {
      const pack = await readPack(ctx, params.code, body.recipe)
      const slides = await slidesOf(pack)
      const slide = slides[body.slide - 1]
      if (slide === undefined)
        throw invalid(`材料共${slides.length}张，没有第${body.slide}张。`, { reason: 'pack.no_slide' })
      const key = digest(JSON.stringify([pack.skin, pack.name, pack.foot, slide, slides.length]))
      const known = drawn.get(key)
      if (known !== undefined) return sendBytes(request, reply, known, mediaTypes.svg)
      const owner = String(ctx.actor.userId)
      const svg = await unlessBusy(async () => (await pool()).renderSlide(commonOf(pack), slide, slides.length, owner))
      const ready = drawn.set(key, { body: Buffer.from(svg), etag: `"${digest(svg)}"` })
      return sendBytes(request, reply, ready, mediaTypes.svg)
    },
    { perMinute: 240 },
  )
}

/** The making of files: it goes on while its asker does something else, and is fetched when it is there. */
function registerJobs(app: FastifyInstance, readPack: PackReader): void {
  const pool = poolOf(app)
  const jobs = openPackJobs(app.services.now, (error) => app.log.error({ err: error }, 'a material was not made'), {
    notes: app.services.store.kind === 'postgres' ? packNotes(app.installation.dataDir) : null,
  })
  app.addHook('onClose', () => jobs.close())
  endpoint(
    app,
    startPack,
    async ({ ctx, params: { code }, body: { recipe, format } }) => {
      const pack = await readPack(ctx, code, recipe)
      const slides = await slidesOf(pack)
      const owner = String(ctx.actor.userId)
      const formats = format === 'zip' ? packFormats.length - 1 : 1
      const total = slides.length * formats
      return jobs.start({
        owner,
        code,
        name: recipe.name,
        format,
        total,
        make: (watch) =>
          makePack(app, pack, { ctx, recipe }, async (own) => (await pool()).renderPack(own, format, owner, watch)),
      })
    },
    { perMinute: 30 },
  )
  endpoint(app, readPackJob, async ({ ctx, params }) => jobs.read(params.id, String(ctx.actor.userId)).job)
  endpoint(app, cancelPackJob, async ({ ctx, params }) => jobs.cancel(params.id, String(ctx.actor.userId)))
  endpoint(app, fetchPack, async ({ ctx, params, reply }) => {
    const { job, file, code, name } = jobs.read(params.id, String(ctx.actor.userId))
    if (file === null)
      throw invalid(`这份材料没有可取的文件（${job.words}），请等待生成完毕，或重新生成。`, {
        reason: 'pack.not_ready',
      })
    await recordPack(ctx, { code, name, format: job.format, bytes: file.bytes })
    return sendFile(reply, file)
  })
}

function commonOf({ pages: _pages, ...common }: PackModel): PackCommon {
  return common
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
