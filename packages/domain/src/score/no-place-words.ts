import { formatShare } from '../number/number-format.ts'
import type { NoPlace } from './weigh.ts'

/** Why a unit has no place in the composite; `availability`: the reported share of its weight, 0..1. */
export function noPlaceWords(reason: NoPlace, availability: number): string {
  switch (reason) {
    case 'insufficient_data':
      return `已报权重仅 ${formatShare(availability, 0)}，不参与排名`
    case 'blocked':
      return '缺少必报指标，不参与排名'
    case 'nothing_to_score':
      return '没有可计分的指标，不参与排名'
    case 'vetoed':
      return '一票否决，不参与排名'
  }
}
