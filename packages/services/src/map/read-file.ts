import type { MapInput, MapOutline, MapTrial } from '@cg/contract/map'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { isMadeUpApproval, readApproval } from '@cg/domain/place/approval'
import { outlineLimits, readGeojson } from '@cg/domain/place/geojson'
import { matchOutlines } from '@cg/domain/place/match'
import type { OutlineMatch } from '@cg/domain/place/match'
import type { Plane } from '@cg/domain/place/plane'
import { onPlane } from '@cg/domain/place/plane'
import type { CatalogueUnit } from '../catalogue/read.ts'
import { simplify } from './simplify.ts'

/** What the database says about a file that somebody wants to take. */
export type MapGround = {
  readonly units: readonly CatalogueUnit[]
  readonly isDemo: boolean
}

const mostFaults = 30

/** Every check of a file and its 审图号, and what would be drawn; all faults at once. */
export function readMapFile(input: MapInput, ground: MapGround, now: Date): MapTrial {
  const since = formatPeriod(parsePeriod(input.appliesFrom))
  const file =
    Buffer.byteLength(input.file) > outlineLimits.bytes
      ? { features: [], points: 0, faults: [tooLarge] }
      : readGeojson(input.file)
  const isRead = file.faults.length === 0
  const match = isRead ? matchOutlines(file.features, outlinedUnits(ground.units), since) : unmatched
  const faults = [
    ...approvalFaults(input, ground, now),
    ...(ground.units.length === 0
      ? [`${since}没有在用的报送单位。请换一个起始期次。`]
      : [...file.faults, ...match.faults]),
  ]
  const isWhole = isRead && match.faults.length === 0 && ground.units.length > 0
  const drawn = isWhole ? simplify(onPlane(match.outlines)) : null
  const nameOf = new Map(ground.units.map((unit) => [String(unit.code), unit.shortName]))
  return {
    faults:
      faults.length <= mostFaults
        ? faults
        : [...faults.slice(0, mostFaults), `另有${faults.length - mostFaults}处，改正后再次检查时列出。`],
    outline: drawn === null ? null : outlineOf(drawn.plane),
    approvalNo: readApproval(input.approvalNo, now.getFullYear()),
    key: match.key,
    units: ground.units.map(({ code, shortName }) => ({ code, name: shortName })),
    beside: match.beside.map((code) => nameOf.get(code) ?? code),
    points: { given: file.points, kept: drawn?.points ?? 0 },
  }
}

const tooLarge = `文件超过${outlineLimits.bytes / 1024 / 1024}MB。请在制图软件中选用较小比例尺的边界，或减少坐标的小数位数后重新导出。`

const unmatched: OutlineMatch = { outlines: [], key: null, beside: [], faults: [] }

function outlinedUnits(units: readonly CatalogueUnit[]) {
  return units.map(({ code, name, shortName, countsInParent }) => ({
    code,
    name,
    shortName,
    isOverlaid: !countsInParent,
  }))
}

function approvalFaults({ approvalNo, maker }: MapInput, { isDemo }: MapGround, now: Date): string[] {
  const number = readApproval(approvalNo, now.getFullYear())
  const faults: string[] = []
  if (approvalNo.trim() === '')
    faults.push('没有填写审图号。公开使用的行政区划图须标明审图号，请从地图的图廓或下载页抄录，如 GS(2024)1234号。')
  else if (number === null)
    faults.push(
      `“${approvalNo.trim()}”不像审图号。请照原样抄录，如 GS(2024)1234号、川S【2024】00012号；没有审图号的地图不能使用。`,
    )
  else if (isMadeUpApproval(number) && !isDemo)
    faults.push(`“${number}”是演示用的编号，正式城市不能使用。请填写地图的审图号。`)
  if (maker.trim() === '') faults.push('没有填写制图单位。请从地图的图廓抄录，如 某某省自然资源厅。')
  return faults
}

function outlineOf({ width, height, outlines }: Plane): MapOutline {
  return {
    width,
    height,
    units: outlines.map(({ code, polygons }) => ({
      code,
      polygons: polygons.map((polygon) => polygon.map((ring) => ring.flat())),
    })),
  }
}
