import type { Context } from '@cg/services/context'
import type { PublicAnswer } from '@cg/services/release/facts/answers'
import { answerMark, readAnswer, readWholeRanking } from '@cg/services/release/read/releases'
import { boundedCache } from '@cg/export/bounded-cache'
import type { FastifyReply, FastifyRequest } from 'fastify'
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
export type Place = { readonly code: string; readonly mark: string; readonly name: string }

export type ReadyAnswers = {
  /** The kept answer; makes it from its bytes where there is none, once for all who ask meanwhile. */
  readonly of: (key: string, make: () => Promise<KeptAnswer>) => Promise<KeptAnswer>
  readonly peek: (key: string) => KeptAnswer | undefined
  readonly remember: (url: string, place: Place) => void
  readonly placeOf: (url: string) => Place | undefined
}

/** Some thousand packed answers of a city; of a nation two quarters of every page. */
const keptBytes = 32 * 2 ** 20
/** Addresses are short; all of them are learnt again in a moment. */
const mostAddresses = 20_000

export function openReadyAnswers(limit = keptBytes): ReadyAnswers {
  const kept = boundedCache<KeptAnswer>(limit, ({ body }) => body.byteLength)
  const making = new Map<string, Promise<KeptAnswer>>()
  const places = new Map<string, Place>()

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
      places.set(url, place)
    },
    placeOf: (url) => places.get(url),
  }
}

/** By what a kept answer is found: its release and name, and what the asker takes. */
export function keyOf({ mark, name }: Pick<Place, 'mark' | 'name'>, encoding: Encoding | null): string {
  return `${encoding ?? ''} ${mark} ${name}`
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

async function send({ ctx, request, reply }: Asking, wanted: Wanted, read: () => Promise<ReadyBytes>) {
  const mark = await answerMark(ctx, wanted.code, wanted.of)
  const encoding = encodingFor(request.headers['accept-encoding'])
  const make = async () => keptFrom(await makeReady(await read(), { mediaType: json, encoding }))
  // A preview's are made anew each time, and no address is remembered for them.
  if (mark === null) return sendReady(request, reply, await make())
  const place = { code: wanted.code, mark, name: wanted.name }
  const ready = await request.server.readyAnswers.of(keyOf(place, encoding), make)
  // What a link or a token opens is asked by other rules.
  if (request.share === null && request.token === null) request.server.readyAnswers.remember(request.url, place)
  return sendReady(request, reply, ready)
}

const json = 'application/json; charset=utf-8'

function keptFrom(ready: Ready): KeptAnswer {
  return { ...ready, headers: headersOf(ready), headersUnchanged: headersOfUnchanged(ready) }
}
