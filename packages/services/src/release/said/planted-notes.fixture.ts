import { nobody, other, swap } from './planting.fixture.ts'
import type { Plant } from './planting.fixture.ts'

/* What is false of notes. */

export const plantedOfNotes: readonly Plant[] = [
  ['silent: how many', /项考核指标未报/, { words: other(/有\d+/) }],
  ['silent: what', /有1项考核指标未报；/, { words: swap(/；[^；]+；/, '；体检率；') }],
  ['state note: who', /^未报：/, { words: swap(/：[^，]+/, '：城郊县') }],
  ['state note: which state', /^未报：/, { words: swap('未报', '无法提供') }],
  ['carried note: from when', /^沿用/, { words: swap(/\d{4}/, '2019') }],
  ['partial note: how much', /已报部分占分母的\d/, { words: swap(/[\d.]+%/, '99.9%') }],
  ['partial note: nothing is missing', /已报部分占分母的/, { world: nobody }],
  ['inside note: who', /位于其他区县内/, { words: swap(/^[^位]+/, '城郊县') }],
  ['partial count: how many', /项指标的全市数据按已报单位汇总/, { words: other(/^\d+/) }],
  [
    'state note: hidden is not silent',
    /^样本过少或按规定不公布：[^、]+。$/,
    { words: swap(/^样本过少或按规定不公布/, '未报') },
  ],
  [
    'partial note: one who is hidden is not left out',
    /^全市数据按已报单位汇总，不含[^、，]+[，。]/,
    { words: swap(/不含([^，。]+)/, '不含$1、城郊县') },
  ],
]
