import type { ReviewDetail } from '@cg/contract/review'
import type { Cell } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { placeOf } from './cell-place.ts'

export type PeerFigure = {
  readonly code: string
  readonly shortName: string
  /** null where the unit's form is not there yet. */
  readonly cell: Cell | null
  readonly previous: number | null
}

/** The figures of all units for the cell's item, its own unit's among them; the city's line stands apart. */
export function peersAt(detail: ReviewDetail, index: number): PeerFigure[] {
  const { units, cells } = detail.form
  const { unit } = placeOf(detail, index)
  const row = Math.floor(index / units.length)
  const own = units.flatMap((one, column) => {
    const at = row * units.length + column
    if (one.isCity !== unit.isCity || cells.isEntry[at] !== true) return []
    const cell = { state: must(cells.state[at]), value: cells.value[at] ?? null }
    return [{ code: one.code, shortName: one.shortName, cell, previous: cells.previous[at] ?? null }]
  })
  const others = detail.peers.map((peer) => ({
    code: peer.code,
    shortName: peer.shortName,
    cell: peer.isSent ? { state: must(peer.state[row]), value: peer.value[row] ?? null } : null,
    previous: peer.previous[row] ?? null,
  }))
  return [...own, ...others]
}
