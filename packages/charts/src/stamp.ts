import type { BulletinModel } from '@cg/contract/bulletin'
import { printedStampCode } from '@cg/domain/stamp-code'
import { changed } from './late.ts'
import type { ChartLines, ChartModel, Stamp } from './model.ts'
import type { PackModel } from './pack/pack-model.ts'
import type { PageModel } from './page/page-model.ts'

/** The chart with its code in the line of its release. */
export function stampChart(model: ChartModel, stamp: Stamp): ChartModel {
  return changed(model, { lines: stampedLines(model.lines, stamp), stamp })
}

/** The page and each of its charts with the code of the whole. */
export function stampPage(page: PageModel, stamp: Stamp): PageModel {
  return {
    ...page,
    lines: stampedLines(page.lines, stamp),
    blocks: page.blocks.map((block) =>
      'model' in block
        ? { ...block, model: changed(block.model, { lines: stampedLines(block.model.lines, stamp) }) }
        : block,
    ),
    stamp,
  }
}

/** The 通报 with its code in the line of its release, at its end. */
export function stampBulletin(model: BulletinModel, stamp: Pick<Stamp, 'code' | 'seal'>): BulletinModel {
  const isOfRelease = (line: string): boolean => /^(发布|试看)编号：/.test(line)
  return {
    ...model,
    foot: model.foot.map((line) => (isOfRelease(line) ? `${line}${stampWords(stamp)}` : line)),
  }
}

/** The material with the code of all its formats at the foot of its pages. */
export function stampPack(pack: PackModel, stamp: Stamp): PackModel {
  return { ...pack, foot: stampedLines(pack.foot, stamp), stamp }
}

function stampedLines<L extends Pick<ChartLines, 'release'>>(lines: L, stamp: Stamp): L {
  return { ...lines, release: `${lines.release}${stampWords(stamp)}` }
}

function stampWords({ code, seal }: Pick<Stamp, 'code' | 'seal'>): string {
  return `，核验码 ${printedStampCode(code)}${sealWords(seal)}`
}

/** 封签 as a line of its own, in what lists where figures are from. */
export function sealRows(seal: string | null | undefined): [string, string][] {
  return seal === undefined || seal === null ? [] : [['封签', seal]]
}

/** ，封签 412-9f3a5c07d2e1 behind the number of a release; nothing where the release names no seal. */
export function sealWords(seal: string | null | undefined): string {
  return seal === undefined || seal === null ? '' : `，封签 ${seal}`
}
