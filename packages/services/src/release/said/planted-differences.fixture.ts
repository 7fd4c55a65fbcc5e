import { other, swap } from './planting.fixture.ts'
import type { Plant } from './planting.fixture.ts'

/* What is false of two releases. */

const on = 'difference'
const grown = (before: RegExp) => (words: string) =>
  words.replace(before, (found) => found.replace(/\d+/, (count) => String(Number(count) + 1)))

export const plantedOfDifferences: readonly Plant[] = [
  ['differences: how many figures', /^与.+相比，.+处数值/, { on, words: grown(/\d+处数值/) }],
  ['differences: how many places', /^与.+相比，.+处位次/, { on, words: grown(/\d+处位次/) }],
  ['differences: how many lights', /^与.+相比，.+处灯/, { on, words: grown(/\d+处灯/) }],
  ['differences: how many states', /^与.+相比，.+处数据状态/, { on, words: grown(/\d+处数据状态/) }],
  ['differences: of how many indicators', /^与.+相比，\d+项指标/, { on, words: grown(/\d+项指标/) }],
  ['differences: of how many units', /^与.+相比，.+个单位$/, { on, words: grown(/\d+个单位$/) }],
  ['differences: the city for none', /^与.+相比，.+涉及全市和/, { on, words: swap('全市和', '') }],
  ['differences: against which release', /^与.+相比，/, { on, words: other(/-\d{2}相比/) }],
  ['differences: all the same', /^与.+处数值.+不同/, { on, words: swap(/，.+$/, '，数值、位次和灯都相同') }],
  [
    'differences: places the same',
    /^与.+不同，.+都相同，/,
    { on, words: swap(/不同，.+都相同，/, '不同，数值都相同，') },
  ],
  ['lights between: of how many', /^灯可作比较的/, { on, words: grown(/\d+项指标/) }],
  ['lights between: all the same', /全市变/, { on, words: swap(/中，.+$/, '，全市两次都相同') }],
  ['lights between: better for worse', /全市变差\d+项（[^）]+）$/, { on, words: swap('变差', '变好') }],
  ['lights between: which', /全市变差\d+项（[^）]+）$/, { on, words: swap(/（[^）]+）/, '（无此指标）') }],
  ['lights between: from what', /全市有\d+项不同/, { on, words: swap(/由..改为(..)/, '由$1改为$1') }],
  [
    'lights between: a correction makes nothing better',
    /全市有1项不同/,
    { on, words: swap(/有1项不同：(.+?)由.+$/, '变好1项（$1）') },
  ],
  ['scores between: how many moved', /^综合得分有\d+个单位位次不同/, { on, words: grown(/有\d+个/) }],
  ['scores between: from where', /^综合得分有\d+个单位位次不同/, { on, words: other(/由(?:并列)?第\d+位/) }],
  ['scores between: who', /^综合得分有\d+个单位位次不同/, { on, words: swap(/：[^由]+由/, '：城郊县由') }],
  [
    'scores between: places the same',
    /^综合得分有\d+个单位不同，位次都相同$/,
    { on, words: swap(/有.+$/, '和位次都相同') },
  ],
  ['restated: a digit', /^[^：]+：.*改为[\d.,]+/, { on, words: other(/改为[\d.,]+/) }],
  ['restated: from what', /^[^：]+：[^由]*由[\d.,]+/, { on, words: other(/由[\d.,]+/) }],
  ['restated: the sides', /^[^：]+：[^由]*由[^，]+改为[^，]+$/, { on, words: swap(/由(.+)改为(.+)$/, '由$2改为$1') }],
  ['restated: whose', /^[^：]+：.*改为/, { on, words: swap(/：[^由]+由/, '：城郊县由') }],
  ['restated: one of them', /^[^：]+：[^；]+，[^；]+改为[^，；]+$/, { on, words: swap(/，[^，]+$/, '') }],
  ['restated: how many others', /；另有\d+处数值不同$/, { on, words: grown(/另有\d+处/) }],
  ['restated: partly added up', /改为.*（部分单位）/, { on, words: swap('（部分单位）', '') }],
  ['cells between: how many', /^填报数据有/, { on, words: grown(/有\d+格/) }],
  ['cells between: filled for corrected', /补上数字/, { on, words: swap('补上数字', '撤去数字') }],
  ['cells between: taken back for corrected', /：更正数字\d+格$/, { on, words: swap('更正', '改变') }],
  ['unlike definition: which', /口径不同，/, { on, words: swap(/^.+?两次/, '无此指标两次') }],
  [
    'unlike definition: targets for it',
    /口径不同，/,
    { on, words: swap(/口径不同.+$/, '目标或基期不同，灯的标准不同') },
  ],
  ['unlike length: which', /累计月份不同/, { on, words: swap(/^.+?两次/, '建会率两次') }],
  ['unlike targets: which', /目标或基期不同/, { on, words: swap(/^.+?两次/, '产业工人总数两次') }],
  ['carried in: which', /有沿用以前季度的数据$/, { on, words: swap(/中，.+?有沿用/, '中，建会率有沿用') }],
  ['carried in: another release', /有沿用以前季度的数据$/, { on, words: other(/^.+?(?=中，)/) }],
  ['partly in: which', /按已报单位汇总，尚不完整/, { on, words: swap(/中，.+?的全市/, '中，无此指标的全市') }],
  ['partly in: who is missing', /^.+中，.+尚不完整（缺[^、]+）$/, { on, words: swap(/缺.+）/, '缺城郊县）') }],
  ['only in: which unit', /单位名录中$/, { on, words: swap(/^.+?只在/, '城郊县只在') }],
  ['only in: which indicator', /指标目录中$/, { on, words: swap(/^.+?只在/, '无此指标只在') }],
  ['score missing: where', /没有综合得分，得分和位次无从比较$/, { on, words: other(/^\S+?(?=没有)/) }],
  ['other scheme: which', /^两次发布的计分方案不同/, { on, words: other(/第\d+版/) }],
  ['other ranked: who', /参加综合得分排名，/, { on, words: swap(/^.+?只在/, '城郊县只在') }],
]
