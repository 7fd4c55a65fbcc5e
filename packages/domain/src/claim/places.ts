import { must } from '../must.ts'
import { formatPeriod } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { areAlike } from './comparison.ts'
import type { Terms } from './comparison.ts'
import { closeWords, namesWords, observedLead, placeMoveWords, placeSpan, placeWords } from './words.ts'

declare const checked: unique symbol

/** A unit's places then and now, both among the units that have a place in both quarters. */
export type PlaceMove = {
  readonly name: string
  readonly before: number | null
  readonly now: number | null
  /** Places that today's uncertainty leaves open. */
  readonly nowLow: number | null
  readonly nowHigh: number | null
  /** The place was (is) shared with another of these units. */
  readonly wasTied?: boolean
  readonly isTied?: boolean
}

export type PlaceColumns = {
  readonly names: readonly string[]
  readonly before: readonly (number | null)[]
  readonly now: readonly (number | null)[]
  readonly nowLow: readonly (number | null)[]
  readonly nowHigh: readonly (number | null)[]
}

type Held = { readonly place: number; readonly isTied: boolean }

/** Of each place: the place among these, and whether several hold it. */
function placesOf(held: readonly number[]): (place: number) => Held {
  // Thousands of units: numbers sort many times faster in a typed list.
  const sorted = new Float64Array(held).toSorted()
  const found = new Map<number, Held>()
  for (let at = 0; at < sorted.length; at++) {
    const one = must(sorted[at])
    if (at === 0 || sorted[at - 1] !== one) found.set(one, { place: at + 1, isTied: sorted[at + 1] === one })
  }
  return (place) => must(found.get(place))
}

/**
 * Places then and now counted among the units that have one in both quarters: what a unit gains because another left or
 * entered is no gain. `without` names those others; the rest of the columns are moved by as many as stood before it.
 */
export function commonMoves(columns: PlaceColumns): { moves: PlaceMove[]; without: string[] } {
  const { names, before, now, nowLow, nowHigh } = columns
  const [common, single] = [[] as number[], [] as number[]]
  for (let at = 0; at < names.length; at++) {
    const [had, has] = [(before[at] ?? null) !== null, (now[at] ?? null) !== null]
    if (had && has) common.push(at)
    else if (had || has) single.push(at)
  }
  const thenOf = placesOf(common.map((at) => must(before[at])))
  const nowOf = placesOf(common.map((at) => must(now[at])))
  const gone = single.filter((at) => (now[at] ?? null) !== null).length
  const moves = common.map((at) => {
    const [then, own, low] = [thenOf(must(before[at])), nowOf(must(now[at])), nowLow[at] ?? null]
    return {
      name: must(names[at]),
      before: then.place,
      now: own.place,
      nowLow: low === null ? null : Math.max(1, low - gone),
      nowHigh: nowHigh[at] ?? null,
      wasTied: then.isTied,
      isTied: own.isTied,
    }
  })
  return { moves, without: single.map((at) => must(names[at])) }
}

type Moved = {
  readonly name: string
  readonly before: number
  readonly now: number
  readonly wasTied: boolean
  readonly isTied: boolean
}

export type MoveClaim = {
  readonly kind: 'move'
  /** `since`: one unit's way from the first quarter shown; `most`: the one that moved most; `none`: nobody moved. */
  readonly manner: 'since' | 'most' | 'none'
  readonly since: Period
  readonly moves: readonly Moved[]
  /** Names of units without a place in one of the two quarters: the places are counted without them. */
  readonly without: readonly string[]
  /** The earlier places were reckoned again by today's scheme and never published. */
  readonly isRestated: boolean
  readonly [checked]?: true
}

export type MoveTerms = {
  /** Definition and length of the figures behind the places then and now. */
  readonly quarters: readonly Terms[]
  readonly without?: readonly string[]
  readonly isRestated?: boolean
}

/** What became of chosen units since the first quarter shown; null when one of them lacks a place at either end, or the measure changed. */
export function claimMovesSince(
  since: Period,
  moves: readonly PlaceMove[],
  { quarters, without = [], isRestated = false }: MoveTerms,
): MoveClaim | null {
  const known = moves.filter(hasBoth)
  if (known.length === 0 || known.length < moves.length || !areAlike(quarters)) return null
  return { kind: 'move', manner: 'since', since, moves: known.map(bare), without, isRestated }
}

/**
 * The unit whose place changed most since last quarter, by at least two places and beyond what its uncertainty leaves
 * open; or that nobody's changed. Null when two changed equally much or a place is missing.
 */
export function claimMostMoved(
  since: Period,
  moves: readonly PlaceMove[],
  { quarters, without = [], isRestated = false }: MoveTerms,
): MoveClaim | null {
  const known = moves.filter(hasBoth)
  if (known.length < 3 || known.length < moves.length || !areAlike(quarters)) return null
  const steps = known.map(({ before, now }) => Math.abs(now - before))
  const most = Math.max(...steps)
  if (most === 0) return { kind: 'move', manner: 'none', since, moves: known.map(bare), without, isRestated }
  const movers = known.filter((_, at) => steps[at] === most)
  const [only] = movers
  if (movers.length !== 1 || only === undefined || most < 2 || !isBeyond(only)) return null
  return { kind: 'move', manner: 'most', since, moves: [bare(only)], without, isRestated }
}

type Known = PlaceMove & { readonly before: number; readonly now: number }

function hasBoth(move: PlaceMove): move is Known {
  return move.before !== null && move.now !== null
}

function bare({ name, before, now, wasTied = false, isTied = false }: Known): Moved {
  return { name, before, now, wasTied, isTied }
}

/** The place before lies outside what today's uncertainty leaves open. */
export function isBeyond({ before, nowLow, nowHigh }: PlaceMove): boolean {
  if (before === null || nowLow === null || nowHigh === null) return before !== null
  return before < nowLow || before > nowHigh
}

/** Of a score first 按本期方案重算： 与2025年第三季度相比，安平县由第8位升至第7位，东湾区仍居第1位，经开区仍并列第3位 · 较上季位次变动最大的是青石县，由第3位降至第6位 · 各单位位次与上季相同 */
export function moveWords(claim: MoveClaim): string {
  return `${claim.isRestated ? restatedLead : ''}${movesSaid(claim)}`
}

const restatedLead = '按本期方案重算，'

function movesSaid({ manner, since, moves, without }: MoveClaim): string {
  const limit = without.length === 0 ? '' : `（不含${namesWords(without, 3)}）`
  if (manner === 'none') return `${without.length === 0 ? '各单位' : '两季均有位次的单位'}位次与上季相同${limit}`
  if (manner === 'most') {
    const most = must(moves[0])
    return `较上季位次变动最大的是${most.name}，${moveOf(most)}${limit}`
  }
  const parts = moves.map((moved) => {
    const { name, before, now, isTied } = moved
    return before === now ? `${name}仍${isTied ? '' : '居'}${placeWords(now, isTied)}` : `${name}${moveOf(moved)}`
  })
  return `与${formatPeriod(since)}相比，${parts.join('，')}${limit}`
}

/** Under a picture that says by which scheme: 与2025年第一季度相比，东湾区由第2位降至第4位 */
export function moveHeadings(claim: MoveClaim): string[] {
  if (claim.manner !== 'since' || claim.moves.length !== 1) return []
  const said = movesSaid(claim)
  return [said, said.replace(/^与(.+?)相比，/u, `较$1，`)]
}

/** Each unit's own part, for a list: 青石县 · 由第3位降至并列第6位. */
export function moveParts({ moves }: MoveClaim): { readonly name: string; readonly text: string }[] {
  return moves.map((moved) => ({ name: moved.name, text: moveOf(moved) }))
}

function moveOf({ before, now, wasTied, isTied }: Moved): string {
  return placeMoveWords(before, now, { wasTied, isTied }) ?? ''
}

/** Places whose units cannot be told apart, each pair of them. */
export type GroupsClaim = {
  readonly kind: 'groups'
  readonly groups: readonly { readonly first: number; readonly last: number; readonly names: readonly string[] }[]
  /** The first three places are each held alone and beyond doubt: by no interval left open, in no group. */
  readonly isTopStable: boolean
  /** The earlier quarter all figures are carried from; null: measured in the quarter itself. */
  readonly observed: Period | null
  readonly [checked]?: true
}

export type GroupedRow = {
  readonly name: string
  readonly rank: number
  readonly rankLow: number | null
  readonly rankHigh: number | null
  /** Numbers of the groups it belongs to; in a group every pair touches. */
  readonly groups: readonly number[]
}

const mostGroups = 2

/** Null when nothing can be said briefly: only units that share one place (a tie says it already), more than two groups and no stable top, or a place whose interval is unknown. */
export function claimGroups(rows: readonly GroupedRow[], observed: Period | null = null): GroupsClaim | null {
  if (rows.length < 3 || rows.some(({ rankLow, rankHigh }) => rankLow === null || rankHigh === null)) return null
  const numbers = [...new Set(rows.flatMap((row) => row.groups))].toSorted((left, right) => left - right)
  const groups = numbers.map((number) => {
    const members = rows.filter((row) => row.groups.includes(number)).toSorted((left, right) => left.rank - right.rank)
    return {
      first: must(members[0]).rank,
      last: must(members.at(-1)).rank,
      names: members.map((row) => row.name),
    }
  })
  const open = groups.filter(({ first, last }) => first < last)
  const isWhole = open.every(({ first, last, names }) => {
    const between = rows.filter(({ rank }) => rank >= first && rank <= last)
    return names.length > 1 && between.length === names.length
  })
  const top = rows.filter((row) => row.rank <= 3)
  const isAlone = top.length === 3 && new Set(top.map((row) => row.rank)).size === 3
  const isSure = ({ rank, rankLow, rankHigh, groups: own }: GroupedRow): boolean =>
    rankLow === rank && rankHigh === rank && own.length === 0
  const isTopStable = isAlone && top.every(isSure)
  const isBrief = open.length > 0 && open.length <= mostGroups && isWhole
  if (!isBrief && !isTopStable) return null
  return { kind: 'groups', groups: isBrief ? open : [], isTopStable, observed }
}

/** 前三位位次稳定；第6—8位之间差距很小，不宜据此排先后 */
export function groupsWords({ groups, isTopStable, observed }: GroupsClaim): string {
  const spans = groups.map(({ first, last }) => placeSpan(first, last)).join('、')
  const close = groups.length === 0 ? '' : `${spans}之间${closeWords}`
  return (
    observedLead(observed) + [isTopStable ? '前三位位次稳定' : '', close].filter((words) => words !== '').join('；')
  )
}
