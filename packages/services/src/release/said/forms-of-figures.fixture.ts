import { allMoved, change, split, turned } from './changes.fixture.ts'
import { countTail, figureWords, movedWords } from './form.fixture.ts'
import type { Form } from './form.fixture.ts'
import { gap, gapDetail, gapLacking, gapTrend } from './gaps.fixture.ts'
import { cards, countOwn, countUnits, goal, late, weakest, weakestUnits } from './goals.fixture.ts'
import { spread } from './places.fixture.ts'
import { period } from './reading.fixture.ts'
import { resource } from './resources.fixture.ts'
import { forecast, tooFew, trend } from './ways.fixture.ts'

/* What is said of figures: how they changed, what is expected of them, how far they are apart, where they lead. */

export const figureForms: readonly Form[] = [
  {
    name: 'change',
    pattern: new RegExp(
      `^(?<subject>[^，]+?)(?:为(?<value>${figureWords})，)?(?<lead>较上季|较上年同期|较上次调查|较上年|较\\d{4}年)(?<like>同口径)?(?<moved>${movedWords})(?:（不含(?<without>[^）]+)）)?$`,
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
    name: 'turned',
    pattern: /^(?<some>可比的)?(?<count>\d+)项核心指标与(?<leads>[^，]+)相比，(?<tail>.+)$/,
    check: turned,
  },
  {
    name: 'own count',
    pattern: new RegExp(
      `^(?<holder>\\D+?)(?<some>可与时序目标比较的)?(?<count>\\d+)项考核指标${countTail.replace('X', '项')}$`,
    ),
    check: countOwn,
  },
  {
    name: 'weakest units',
    pattern: /^有评价的单位中，(?<names>.+?)滞后的指标最多，(?<each>各)?有(?<count>\d+)项$/,
    check: weakestUnits,
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
    name: 'gap',
    pattern:
      /^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)(?:相差(?<only>[^，]+)|差距(?<way>扩大至|收窄至)(?<now>[^，]+)，(?<lead>较上季|较上年同期|较上次调查|较上年)(?<ways>扩大|收窄)(?<step>[^，]+))$/,
    check: gap,
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
    name: 'resource',
    pattern:
      /^(?:(?<even>.+?)的分布与(?<evenNeed>.+?)(?:一致|(?<near>基本相称)，按(?<nearNeed>.+?)分布只有(?<nearPart>[\d.]+%)的(?<nearResource>.+?)需要调整)|按(?<need>.+?)分布，(?<part>[\d.]+%)的(?<resource>.+?)需要调整(?:；(?<short>.+)占全市(?<shortNeed>[\d.]+%)，(?<shortResource>.+?)占(?<shortPart>[\d.]+%))?)$/,
    check: resource,
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
    name: 'gap trend',
    pattern: new RegExp(
      `^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)：(?<from>${period})以来(?<verdict>差距收敛|差距扩大|差距没有明显变化|绝对差距与相对差距方向不一)$`,
    ),
    check: gapTrend,
  },
  {
    name: 'gap lacking',
    pattern: new RegExp(
      `^(?<first>[^，]+?)与(?<second>[^，]+?)的(?<topic>[^，]+?)(?<when>${period})缺(?<names>[^，]+)，不可计算$`,
    ),
    check: gapLacking,
  },
  {
    name: 'gap detail',
    pattern: new RegExp(
      `^(?<first>[^\\d，]+)(?<high>${figureWords})，(?<second>[^\\d，]+)(?<low>${figureWords})；(?<owner>[^；]+)牵头$`,
    ),
    check: gapDetail,
  },
]
