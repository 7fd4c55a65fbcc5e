import { allMoved, change, split } from './changes.fixture.ts'
import { gap, gapDetail, gapTrend } from './gaps.fixture.ts'
import { cards, countUnits, goal, late, weakest } from './goals.fixture.ts'
import { anything, carriedNote, insideNote, partialCount, partialNote, silent, stateNote } from './notes.fixture.ts'
import { areas, ends, groups, moved, spread } from './places.fixture.ts'
import { reach, unitPlace } from './profiles.fixture.ts'
import { close, period, periodOf } from './reading.fixture.ts'
import type { Check, Spot } from './reading.fixture.ts'
import { fall, scoreAreas, scoreEnds, scoreGroups, scoreMoved } from './standing.fixture.ts'
import {
  ahead,
  gain,
  groupAhead,
  groupMean,
  lost,
  noGain,
  sinceLast,
  unranked,
  weightNote,
  zeros,
} from './whys.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import { forecast, tooFew, trend } from './ways.fixture.ts'

/*
 * Reads a printed Chinese sentence and says whether the raw cells bear it out. It knows nothing of claims: only words, cells
 * and its own arithmetic. A sentence of no known form is as bad as a false one.
 */

type Form = { readonly name: string; readonly pattern: RegExp; readonly check: Check }

/** True; or why not. */
type Verdict = { readonly holds: true; readonly form: string } | { readonly holds: false; readonly why: string }

const figureWords = String.raw`[\d,.]+[^，。；（）、]*?`

const movedWords = String.raw`持平|(?:提高|下降|增长)[\d,.]+[^，。；（）]*|由[\d,.]+[^，。；（）]*?[增减]至[\d,.]+[^，。；（）]*`

const countTail = String.raw`(?:(?<all>均达到|均未达到)|中有(?<met>\d+)X达到)时序目标`

/** Read as said of scores where scores are spoken of. */
const eitherOf =
  (ofScores: Check, ofMeasure: Check): Check =>
  (found, city, spot) =>
    (spot.isScore === true ? ofScores : ofMeasure)(found, city, spot)

const forms: readonly Form[] = [
  {
    name: 'reach',
    pattern: new RegExp(
      `^(?<subject>\\D+?)(?<value>${figureWords})，再(?<way>提高|降低|增加|减少)(?<far>.+?)达到时序目标(?<aim>.+)$`,
    ),
    check: reach,
  },
  {
    name: 'unit place',
    pattern: new RegExp(
      `^(?<subject>\\D+?)(?<value>${figureWords})，在(?<of>\\d+)个单位中(?:居|(?=并列))(?<tied>并列)?第(?<place>\\d+)位(?:（(?:位次区间第(?<low>\\d+)—(?<high>\\d+)位，?)?(?<lower>数值越低位次越前)?）)?(?:，(?<side>高于全市|低于全市|与全市相同)(?<far>[^，]+)?)?(?:，(?<short>(?:低于|高于)时序目标[^，]+))?$`,
    ),
    check: unitPlace,
  },
  {
    name: 'fall',
    pattern:
      /^(?<unit>[^，]+?)综合得分由第(?<from>\d+)位降至第(?<to>\d+)位；较上季，按同一方案重算(?:，不含(?<without>[^；]+))?；由(?<owner>[^；]+)说明原因$/,
    check: fall,
  },
  {
    name: 'ahead',
    pattern: /^与(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)相差(?<far>[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: ahead,
  },
  {
    name: 'group ahead',
    pattern:
      /^与考核组内(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)相差(?<far>[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: groupAhead,
  },
  {
    name: 'group mean',
    pattern:
      /^(?:(?<side>高于|低于)|与)(?<group>\D+)(?<count>\d+)个单位的平均得分(?:（其中(?<zeros>[^）]+)含按0分计的未报指标）)?(?:相同|(?<far>[\d,.]+分))(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: groupMean,
  },
  {
    name: 'since last',
    pattern: /^较上季(?<moved>持平|(?:提高|下降)[\d,.]+分)(?:(?:：|。其中：)(?<parts>.+))?。$/,
    check: sinceLast,
  },
  {
    name: 'gain',
    pattern:
      /^其他条件不变，把“(?<subject>.+)”由(?<from>.+)(?<way>提高|降低)到(?<to>.+)，可(?:超过|(?<tie>与))(?<tied>并列)?第(?<place>\d+)位(?<name>.+?)(?:并列)?。$/,
    check: gain,
  },
  { name: 'no gain', pattern: /^其他条件不变，已报指标中没有一项单独改进就能提高位次。$/, check: noGain },
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
  {
    name: 'change',
    pattern: new RegExp(
      `^(?<subject>.+?)(?:为(?<value>${figureWords})，)?(?<lead>较上季|较上年同期|较上次调查|较上年|较\\d{4}年)(?<like>同口径)?(?<moved>${movedWords})(?:（不含(?<without>[^）]+)）)?$`,
    ),
    check: change,
  },
  {
    name: 'goal',
    pattern: new RegExp(`^(?<subject>.+?)为(?<value>${figureWords})，(?<tail>(?:达到|低于|高于|已达到).+)$`),
    check: goal,
  },
  {
    name: 'count',
    pattern:
      /^(?<some>可与时序目标比较的)?(?<count>\d+)个单位(?:中有(?<met>\d+)个单位)?的(?<subject>.+?)(?<all>均达到|均未达到|达到)时序目标$/,
    check: countUnits,
  },
  {
    name: 'cards',
    pattern: new RegExp(
      `^(?<some>可与时序目标比较的)?(?<count>\\d+)项核心指标${countTail.replace('X', '项')}(?:，(?<worst>.+?)(?<short>(?:低于|高于)时序目标.+))?$`,
    ),
    check: cards,
  },
  {
    name: 'weakest',
    pattern: /^所列指标中，(?<names>.+?)滞后的单位最多，(?<each>各)?有(?<count>\d+)个$/,
    check: weakest,
  },
  {
    name: 'all_moved',
    pattern:
      /^(?<count>\d+)个单位的(?<subject>.+?)较(?<year>\d{4})年均(?<verb>提高|增长|下降|增加|减少)(?:，(?<most>.+?)(?<moved>(?:提高|增长|下降|由\d)[^，]+)，幅度最大)?$/,
    check: allMoved,
  },
  {
    name: 'move',
    pattern:
      /^(?<restated>按本期方案重算，)?(?:较上季位次变动最大的是(?<name>[^，]+)，由(?<wasTied>并列)?第(?<from>\d+)位(?<way>升至|降至)(?<isTied>并列)?第(?<to>\d+)位|(?<none>各单位|两季均有位次的单位)位次与上季相同)(?:（不含(?<without>[^）]+)）)?$/,
    check: eitherOf(scoreMoved, moved),
  },
  {
    name: 'areas',
    pattern: /^(?<upper>[^，]+?)各单位的(?<subject>.+?)均高于(?<lower>[^，]+?)各单位$/,
    check: eitherOf(scoreAreas, areas),
  },
  {
    name: 'gap',
    pattern:
      /^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)(?:相差(?<only>[^，]+)|差距(?<way>扩大至|收窄至)(?<now>[^，]+)，(?<lead>较上季|较上年同期|较上次调查|较上年)(?<ways>扩大|收窄)(?<step>[^，]+))$/,
    check: gap,
  },
  {
    name: 'groups',
    pattern: new RegExp(`^(?:(?<stable>前三位位次稳定)(?:；|$))?(?:(?<spans>第[第\\d—位、]+位)之间${close})?$`),
    check: eitherOf(scoreGroups, groups),
  },
  {
    name: 'trend',
    pattern: /^(?:截至(?<until>[^，]+)，)?可比(?<same>各年同季)?数据仅(?<count>\d+)期，不足5期，不作走势判断。$/,
    check: tooFew,
  },
  {
    name: 'trend',
    pattern: new RegExp(
      `^(?:(?<from>${period})—(?<to>${period})|截至(?<until>${period})，(?<since>${period})以来)的(?<count>\\d+)期(?<same>各年同季)?数据(?<verdict>总体向好|总体变差|总体上升|总体下降|没有明显升降)。$`,
    ),
    check: trend,
  },
  {
    name: 'forecast',
    pattern:
      /^按最近(?<count>\d+)期走势推算，(?<year>\d{4})年末约为(?<value>[^（]+)（(?:(?<percent>\d+)%的)?可能在(?<low>[^—]+)—(?<high>[^）]+)之间）。(?<tail>[^。]+)。推算不是统计数据。$/,
    check: forecast,
  },
  {
    name: 'forecast',
    pattern: /^按最近(?<count>\d+)期走势，(?<year>\d{4})年末能否达到目标(?<unsure>[^。]+)尚不足以判断。$/,
    check: forecast,
  },
  {
    name: 'spread',
    pattern:
      /^(?<count>\d+)个单位(?:（不含与行政区重叠的(?<inside>[^）]+)）)?中最高的是(?<tops>[^（]+)（(?<most>[^）]+)），最低的是(?<lows>[^（]+)（(?<least>[^）]+)），相差(?<far>[^。]+)。$/,
    check: spread,
  },
  {
    name: 'split',
    pattern:
      /^较上年同期变化(?<change>[^，]+)，其中各单位自身变化(?<own>[^，]+)，单位结构变化(?<mix>[^。，]+)。(?:各单位都在(?<simpson>上升|下降)而全市(?:上升|下降)，原因是单位结构变化，不宜据此判断各单位(?:进步|退步)。)?$/,
    check: split,
  },
  {
    name: 'late',
    pattern:
      /^(?<subject>[^，]+?)(?<short>(?:低于|高于)时序目标[^；]+)；(?<owner>[^；]+)牵头(?:；滞后单位：(?<units>[^；]+))?$/,
    check: late,
  },
  {
    name: 'ends',
    pattern: new RegExp(
      `^(?!.*位次)(?:(?<tied>[^，]+)(?<tiedWord>并列第1位|并列最低|并列最少)|(?<near>[^，]+)(?<nearWord>居前|较低|较少)（${close}）|(?<head>[^，、]+?)(?<headWord>居首|最低|最少))?(?:，|^|$)(?:参与排名的(?<all>\\d+)个单位均达到时序目标|与(?<apartWord>居末|最高|最多)的(?<apartName>[^，]+?)相差(?<far>[^，]+)|(?:(?<lastWord>居末|最高|最多)的)?(?<shortName>[^，]+?)(?<short>(?:低于|高于)时序目标[^，]+)|(?<lone>[^，、]+?)(?<loneWord>居末|最高|最多))?$`,
    ),
    check: eitherOf(scoreEnds, ends),
  },
  {
    name: 'gap trend',
    pattern: new RegExp(
      `^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)：(?<from>${period})以来(?<verdict>差距收敛|差距扩大|差距没有明显变化|绝对差距与相对差距方向不一)$`,
    ),
    check: gapTrend,
  },
  {
    name: 'gap detail',
    pattern: new RegExp(
      `^(?<first>[^\\d，]+)(?<high>${figureWords})，(?<second>[^\\d，]+)(?<low>${figureWords})；(?<owner>[^；]+)牵头$`,
    ),
    check: gapDetail,
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

export const formNames: readonly string[] = [...new Set(forms.map((form) => form.name))]

/** Whether all figures of a page were measured in an earlier quarter that a sentence names. */
function isOf(when: string, city: Reckoner, { measure, unit }: Spot): boolean {
  if (measure === null && unit !== undefined)
    return city.world.measures.some((one) => city.figure(one, unit).from === when)
  if (measure === null) return city.world.measures.some((one) => city.city(one).from === when)
  const figures = city.now.units.map((unit) => city.figure(measure, unit.code)).filter(({ value }) => value !== null)
  return when < city.now.period && figures.some(({ from }) => from === when)
}

/** Whether a printed sentence is true of the cells; one that no form reads is not. */
export function judge(words: string, city: Reckoner, spot: Spot): Verdict {
  const [, observed, rest] = new RegExp(`^(${period})，(.+)$`).exec(words) ?? []
  const sentence = rest ?? words
  if (observed !== undefined && !isOf(periodOf(observed), city, spot))
    return { holds: false, why: `not of ${observed}` }
  for (const { name, pattern, check } of forms) {
    const found = pattern.exec(sentence)
    if (found === null) continue
    const why = check(found.groups ?? {}, city, spot)
    return why === null ? { holds: true, form: name } : { holds: false, why: `${name}: ${why}` }
  }
  return { holds: false, why: 'not understood' }
}
