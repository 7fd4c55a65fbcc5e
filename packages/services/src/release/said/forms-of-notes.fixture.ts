import type { Form } from './form.fixture.ts'
import {
  anything,
  carriedNote,
  insideNote,
  partialCount,
  partialNote,
  silent,
  stateNote,
  uncomputable,
} from './notes.fixture.ts'

/* Notes below a page, and who owes figures. */

export const noteForms: readonly Form[] = [
  {
    name: 'uncomputable',
    pattern: /^缺(?<names>[^，]+)数据，(?<subject>.+?)本季不可计算$/,
    check: uncomputable,
  },
  {
    name: 'silent',
    pattern: /^(?<unit>[^，]+?)有(?<count>\d+)项考核指标未报；(?<names>[^；]+)；由(?<owners>[^；]+)催报$/,
    check: silent,
  },
  {
    name: 'state note',
    pattern:
      /^(?<state>未报|不适用|无法提供|样本过少或按规定不公布|分母为零，不可计算|数据无效，未采用)：(?<names>[^，。]+)(?:，不参与排名)?。$/,
    check: stateNote,
  },
  { name: 'carried note', pattern: /^沿用(?<when>[^的]+)的数据，本季没有新的观测。$/, check: carriedNote },
  {
    name: 'partial note',
    pattern:
      /^全市数据按已报单位汇总，(?:尚不完整|不含(?<without>[^，。]+))(?:，已报部分占分母的(?<percent>[\d.]+)%)?。$/,
    check: partialNote,
  },
  { name: 'inside note', pattern: /^(?<names>[^，]+)位于其他区县内，全市合计不重复计算。$/, check: insideNote },
  { name: 'partial count', pattern: /^(?<count>\d+)项指标的全市数据按已报单位汇总，尚不完整。$/, check: partialCount },
  {
    name: 'method note',
    pattern:
      /^(?:位次区间与“差距很小”按各单位数值的95%区间（威尔逊法）推算，.+|未通过审核的报表按未报处理：.+|本次发布更正.+，原发布仍可查阅。|演示数据，非真实统计结果。)$/,
    check: anything,
  },
]
