import type { Form } from './form.fixture.ts'
import { gain, noGain } from './gains.fixture.ts'
import { fall } from './standing.fixture.ts'
import { ahead, groupAhead, groupMean, lost, sinceLast, unranked, weightNote, zeros } from './whys.fixture.ts'

/* What is said of scores. */

export const scoreForms: readonly Form[] = [
  {
    name: 'fall',
    pattern:
      /^(?<unit>[^，]+?)综合得分由第(?<from>\d+)位降至第(?<to>\d+)位；较上季，按同一方案重算(?:，不含(?<without>[^；]+))?；由(?<owner>[^；]+)说明原因$/,
    check: fall,
  },
  {
    name: 'ahead',
    pattern:
      /^(?:(?<who>[^，]+?)得分)?与(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)相差(?<far>[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: ahead,
  },
  {
    name: 'group ahead',
    pattern:
      /^(?:(?<who>[^，]+?)得分)?与考核组内(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)相差(?<far>[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: groupAhead,
  },
  {
    name: 'group mean',
    pattern:
      /^(?:(?<who>[^，]+?)得分)?(?:(?<side>高于|低于)|与)(?<group>\D+)(?<count>\d+)个单位的平均得分(?:（其中(?<zeros>[^）]+)含按0分计的未报指标）)?(?:相同|(?<far>[\d,.]+分))(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: groupMean,
  },
  {
    name: 'since last',
    pattern: /^(?:(?<who>[^，]+?)得分)?较上季(?<moved>持平|(?:提高|下降)[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: sinceLast,
  },
  {
    name: 'gain',
    pattern:
      /^其他条件不变，把“(?<subject>.+)”由(?<from>.+)(?<way>提高|降低)到(?<to>.+)，可(?:超过|(?<tie>与))(?<among>考核组内)?(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)(?:并列)?。$/,
    check: gain,
  },
  {
    name: 'no gain',
    pattern: /^其他条件不变，已报指标中没有一项单独改进就能提高(?<among>考核组内的)?位次。$/,
    check: noGain,
  },
  {
    name: 'zeros',
    pattern:
      /^(?<unit>[^，]+?)有(?<count>\d+)项指标未报(?:（(?<names>[^）]+?)(?<more>等)?）)?，按0分计入得分(?:；如补报并得满分，位次最多可升至第(?<reach>\d+)位)?$/,
    check: zeros,
  },
  {
    name: 'weight note',
    pattern:
      /^(?:(?<who>[^：]+)：)?(?<names>[^：]+?)(?<why>没有目标值，不计分，权重由其他指标分摊|沿用往年数据，不计入本年得分，权重由其他指标分摊|不计分，权重由其他指标分摊|(?:未报|无法提供|无效|不公布|不适用|不可计算|沿用往年数据|没有目标值)，按0分计)。$/,
    check: weightNote,
  },
  {
    name: 'lost',
    pattern:
      /^(?<unit>.+?)失分最多的两项是(?<first>.+?)（失(?<firstLost>[\d,.]+分)）、(?<second>.+?)（失(?<secondLost>[\d,.]+分)）$/,
    check: lost,
  },
  {
    name: 'unranked',
    pattern: /^(?:已报权重仅 (?<percent>\d+)%|(?<reason>缺少必报指标|没有可计分的指标))，不参与排名$/,
    check: unranked,
  },
]
