import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import type { Blocks } from './looks/blocks.ts'
import { faultsBetween, toBlocks } from './looks/blocks.ts'
import { openCamera } from './looks/camera.ts'
import type { Camera, Taken } from './looks/camera.ts'
import { startStillBrowser } from './looks/cities.ts'
import type { StillCity } from './looks/cities.ts'
import { readReference, writeReference } from './looks/reference.ts'
import { keepPicture, reportChange } from './looks/report.ts'
import { cities, sizes, states } from './looks/states.ts'
import type { Round, State } from './looks/states.ts'

/*
 * Every reading screen looks as it did, in every state a city can be in, in both themes and three sizes. What it looked
 * like is kept in looks/reference as means of squares. It runs when asked: LOOKS=check compares, LOOKS=write takes what is seen now as right.
 */

const asked = process.env['LOOKS']
const isWriting = asked === 'write'

let browser: Browser
let endBrowser: (() => Promise<void>) | undefined
const started = new Map<State['city'], Promise<StillCity>>()

beforeAll(async () => {
  ;({ browser, end: endBrowser } = await startStillBrowser())
})

afterAll(async () => {
  for (const city of started.values()) await (await city).stop()
  await endBrowser?.()
})

function cityOf({ city }: State): Promise<StillCity> {
  const running = started.get(city) ?? cities[city](browser)
  started.set(city, running)
  return running
}

type Seen = { readonly looks: Map<string, Blocks>; readonly changes: string[] }

/** Leads a page of its own through a round; what differs goes to `changes` in words. */
async function walk(state: State, round: Round, { looks, changes }: Seen): Promise<void> {
  const city = await cityOf(state)
  const context = await city.person(state.login)
  context.on('weberror', (error) => changes.push(`${error.page()?.url()}: ${error.error().message}`))
  const camera = await openCamera(context, sizes[round.size], round.theme)
  const references = readReference(state.name)
  for (const screen of round.screens) {
    const name = `${screen.name}, ${round.size}, ${round.theme}`
    await camera.go(screen)
    const reference = isWriting ? undefined : references.get(name)
    const { pixels, file } = await stand(camera, reference)
    looks.set(name, toBlocks(pixels))
    keepPicture(state.name, name, file)
    if (isWriting) continue
    if (reference === undefined) {
      changes.push(`${name}: has no reference`)
      continue
    }
    const faults = faultsBetween(pixels, reference)
    if (faults?.length !== 0) changes.push(await reportChange({ state: state.name, name, file, reference, faults }))
  }
  await context.close()
}

/** The picture when it is as it was, else when it has come to rest: it is taken twice alike, or has changed too often. */
async function stand(camera: Camera, reference: Blocks | undefined): Promise<Taken> {
  const isAlike = ({ pixels }: Taken, other: Blocks | undefined) =>
    other !== undefined && faultsBetween(pixels, other)?.length === 0
  let taken = await camera.take()
  for (let again = 0; again < 5 && !isAlike(taken, reference); again++) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    const next = await camera.take()
    if (isAlike(next, toBlocks(taken.pixels))) return next
    taken = next
  }
  return taken
}

/** Two pages at a time, since one leaves half of a small machine idle. */
async function walkAll(state: State, seen: Seen): Promise<void> {
  const rounds = [...state.rounds]
  const lane = async () => {
    for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) await walk(state, round, seen)
  }
  await Promise.all([lane(), lane()])
}

// The fonts are given to the browser through fontconfig, which other systems do not use.
it.skipIf(asked === undefined || process.platform !== 'linux').each(states)(
  '$name looks as it did',
  async (state) => {
    const seen: Seen = { looks: new Map(), changes: [] }
    await walkAll(state, seen)
    if (isWriting) writeReference(state.name, seen.looks)
    const gone = [...readReference(state.name).keys()].filter((name) => !seen.looks.has(name))
    expect([...seen.changes, ...gone.map((name) => `${name}: is looked at no more`)]).toEqual([])
  },
  3_600_000,
)
