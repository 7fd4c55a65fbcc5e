import { columnsFromBytes, columnsMediaType } from '@cg/contract/columns/media-type'
import type { Context } from '@cg/services/context'
import type { PublicAnswer } from '@cg/services/release/facts/answers'
import { answerMark, readAnswer, readWholeRanking } from '@cg/services/release/read/releases'
import { boundedCache } from '@cg/export/bounded-cache'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { openColumnPacker, takesColumns } from './columns.ts'
import type { ColumnPacker } from './columns.ts'
import { encodingFor } from './packing.ts'
import type { Encoding } from './packing.ts'
import { headersOf, headersOfUnchanged, makeReady, sendReady } from './ready-bytes.ts'
import type { Ready, ReadyBytes } from './ready-bytes.ts'

/*
 * Published answers as they are sent: packed when they are first asked for, and kept so. They are everybody's who is signed
 * in, so nobody's rights are in what is kept; whoever hands them out asks for the rights first, each time. Kept by the mark
 * of their release: whatever process gives a number to another release, these bytes are never found under it.
 */

/** An answer as it lies ready; what its head says is written once. */
export type KeptAnswer = Ready & {
  readonly headers: Readonly<Record<string, string>>
  readonly headersUnchanged: Readonly<Record<string, string>>
}

/** What an address of the API answers to every account. */
export type Place = {
  readonly code: string
  readonly mark: string
  readonly name: string
  /** Whether it goes as packed columns to who takes them. */
  readonly hasColumns: boolean
}

/** A place with the keys that were asked for: a text that is put together anew is read through whenever it is looked up. */
export type KnownPlace = Place & { readonly keys: (string | undefined)[] }

export type ReadyAnswers = {
  /** The kept answer; makes it from its bytes where there is none, once for all who ask meanwhile. */
  readonly of: (key: string, make: () => Promise<KeptAnswer>) => Promise<KeptAnswer>
  readonly peek: (key: string) => KeptAnswer | undefined
  readonly remember: (url: string, place: Place) => void
  readonly placeOf: (url: string) => KnownPlace | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Published answers as they are sent. */
    readyAnswers: ReadyAnswers
    columnPacker: ColumnPacker
  }
}

export function registerReadyAnswers(app: FastifyInstance): void {
  const packer = openColumnPacker()
  app.decorate('readyAnswers', openReadyAnswers())
  app.decorate('columnPacker', packer)
  app.addHook('onClose', () => packer.close())
}

/** Some thousand packed answers of a city; of a nation two quarters of every page. */
const keptBytes = 32 * 2 ** 20
/** Addresses are short; all of them are learnt again in a moment. */
const mostAddresses = 20_000

export function openReadyAnswers(limit = keptBytes): ReadyAnswers {
  const kept = boundedCache<KeptAnswer>(limit, ({ body }) => body.byteLength)
  const making = new Map<string, Promise<KeptAnswer>>()
  const places = new Map<string, KnownPlace>()

  function begin(key: string, make: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const made = make()
      .then((answer) => kept.set(key, answer))
      .finally(() => making.delete(key))
    making.set(key, made)
    return made
  }

  return {
    async of(key, make) {
      return kept.get(key) ?? making.get(key) ?? begin(key, make)
    },
    peek: (key) => kept.get(key),
    remember(url, place) {
      if (places.size >= mostAddresses) places.clear()
      places.set(url, { ...place, keys: [] })
    },
    placeOf: (url) => places.get(url),
  }
}

/** What an asker takes: packed bytes, packed columns. */
export type Takes = { readonly encoding: Encoding | null; readonly columns: boolean }

export function takesOf(acceptEncoding: string | undefined, accept: string | undefined): Takes {
  return { encoding: encodingFor(acceptEncoding), columns: takesColumns(accept) }
}

/** By what a kept answer is found: its release and name, and what the asker takes. */
export function keyOf({ mark, name }: Pick<Place, 'mark' | 'name'>, { encoding, columns }: Takes): string {
  return `${columns ? 'columns' : ''} ${encoding ?? ''} ${mark} ${name}`
}

const orderOf = { none: 0, gzip: 2, br: 4 } as const satisfies Record<Encoding | 'none', number>

/** The same of a place that is known, where it is put together once. */
export function keyAt(place: KnownPlace, takes: Takes): string {
  const at = orderOf[takes.encoding ?? 'none'] + (takes.columns ? 1 : 0)
  return (place.keys[at] ??= keyOf(place, takes))
}

type Asking = { readonly ctx: Context; readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Sends an answer of a release. */
export function sendAnswer(asking: Asking, code: string, name: PublicAnswer): Promise<FastifyReply> {
  return send(asking, { code, name, of: name }, () => readAnswer(asking.ctx, code, name))
}

/** Sends a ranking with history and intervals, whatever the number of units. */
export function sendWholeRanking(asking: Asking, code: string, measure: string): Promise<FastifyReply> {
  const read = () => readWholeRanking(asking.ctx, code, measure)
  return send(asking, { code, name: `whole/${measure}`, of: `ranking/${measure}` }, read)
}

type Wanted = {
  readonly code: string
  readonly name: string
  /** Who may read this one may read it. */
  readonly of: PublicAnswer
}

async function send({ ctx, request, reply }: Asking, { code, name, of }: Wanted, read: () => Promise<ReadyBytes>) {
  const mark = await answerMark(ctx, code, of)
  const { readyAnswers, columnPacker } = request.server
  const hasColumns = request.routeOptions.config.contract?.columns === true
  const takes = takesOf(request.headers['accept-encoding'], hasColumns ? request.headers.accept : undefined)
  const make = async () => keptFrom(await madeFrom(await read(), takes, columnPacker))
  // A preview's are made anew each time, and no address is remembered for them.
  if (mark === null) return sendReady(request, reply, await make())
  const place = { code, mark, name, hasColumns }
  const ready = await readyAnswers.of(keyOf(place, takes), make)
  if (isForAnyAccount(request)) readyAnswers.remember(request.url, place)
  return sendReady(request, reply, ready)
}

/** What a link or a token opens is asked by other rules, and what is limited is counted where it is answered. */
function isForAnyAccount({ share, token, routeOptions }: FastifyRequest): boolean {
  return share === null && token === null && routeOptions.config.rateLimit === undefined
}

async function madeFrom(bytes: ReadyBytes, { encoding, columns }: Takes, packer: ColumnPacker): Promise<Ready> {
  if (!columns || bytes.body.byteLength < columnsFromBytes) return makeReady(bytes, { mediaType: json, encoding })
  const packed = { body: await packer.pack(bytes.body), etag: bytes.etag.replace(/"$/, '-columns"') }
  return makeReady(packed, { mediaType: columnsMediaType, encoding })
}

const json = 'application/json; charset=utf-8'

function keptFrom(ready: Ready): KeptAnswer {
  return { ...ready, headers: headersOf(ready), headersUnchanged: headersOfUnchanged(ready) }
}
