import type { GridPolygon, Plane, PlaneOutline } from '@cg/domain/place/plane'
import { signedArea } from '@cg/domain/place/plane'
import { must } from '@cg/domain/must'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify } from 'topojson-simplify'

/** Half a pixel's triangle on a map 1300 px wide, in square steps of the grid: what falls away is not seen on a slide. */
const finest = 80
/** As many points draw in a moment and travel as half a megabyte. */
const mostPoints = 60_000
/** Beyond this a coastline would be a straight line. */
const coarsest = finest * 4 ** 5

type Thinned = { readonly plane: Plane; readonly points: number }

/**
 * Leaves out the points that no screen shows, after Visvalingam. Borders are cut into arcs first (TopoJSON), each thinned
 * once, so that two neighbours keep the very same border; a ring that would fold up keeps its arcs whole, so that no
 * island and no enclave is lost.
 */
export function simplify(plane: Plane): Thinned {
  const topo = presimplify(topologyOf(plane.outlines))
  for (let limit = finest; ; limit *= 4) {
    const thinned = thinnedBy(topo, plane, limit)
    if (thinned.points <= mostPoints || limit >= coarsest) return thinned
  }
}

type Topology = Parameters<typeof presimplify>[0]
type MultiArcs = { readonly type: 'MultiPolygon'; readonly arcs: number[][][] }

function topologyOf(outlines: readonly PlaneOutline[]): Topology {
  const map = {
    type: 'GeometryCollection' as const,
    geometries: outlines.map(({ polygons }) => ({
      type: 'MultiPolygon' as const,
      coordinates: polygons.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x, y]))),
    })),
  }
  return topology({ map }) as Topology
}

/** `topologyOf` puts in one collection of multipolygons, in the outlines' order, which the library's types forget. */
function geometriesOf(topo: Topology): readonly MultiArcs[] {
  return (topo.objects['map'] as unknown as { readonly geometries: readonly MultiArcs[] }).geometries
}

function thinnedBy(topo: Topology, plane: Plane, limit: number): Thinned {
  const whole = new Set<number>()
  for (;;) {
    const kept = { ...topo, arcs: keptArcs(topo, whole, limit) }
    const outlines = plane.outlines.map(({ code }, at) => ({ code, polygons: polygonsOf(kept, at) }))
    const folded = foldedArcs(topo, outlines).filter((arc) => !whole.has(arc))
    if (folded.length === 0) {
      const points = outlines.flatMap(({ polygons }) => polygons.flat()).reduce((sum, ring) => sum + ring.length, 0)
      return { plane: { ...plane, outlines }, points }
    }
    for (const arc of folded) whole.add(arc)
  }
}

/** The third number of a weighed point is the area that falls away with it; the ends of an arc weigh without limit. */
function keptArcs(topo: Topology, whole: ReadonlySet<number>, limit: number): number[][][] {
  return topo.arcs.map((arc, at) =>
    arc.filter(([, , weight]) => whole.has(at) || (weight ?? 0) >= limit).map(([x, y]) => [must(x), must(y)]),
  )
}

function polygonsOf(topo: Topology, at: number): GridPolygon[] {
  const { geometry } = feature(topo, must(geometriesOf(topo)[at]))
  if (geometry.type !== 'MultiPolygon') return []
  return geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [must(x), must(y)] as const)))
}

function foldedArcs(topo: Topology, outlines: readonly PlaneOutline[]): number[] {
  return geometriesOf(topo).flatMap(({ arcs }, at) =>
    arcs.flatMap((polygon, polygonAt) =>
      polygon.flatMap((ring, ringAt) => {
        const drawn = outlines[at]?.polygons[polygonAt]?.[ringAt] ?? []
        return signedArea(drawn) === 0 ? ring.map((arc) => (arc < 0 ? ~arc : arc)) : []
      }),
    ),
  )
}
