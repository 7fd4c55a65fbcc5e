import { eitherOf, figureWords, movedWords } from './form.fixture.ts'
import type { Form } from './form.fixture.ts'
import { areas, ends, groups, moved } from './places.fixture.ts'
import { reach, unitPlace } from './profiles.fixture.ts'
import { close, period } from './reading.fixture.ts'
import { movesSince, profile, unitChange, unitShift, withinReach } from './shifts.fixture.ts'
import { scoreAreas, scoreEnds, scoreGroups, scoreMoved } from './standing.fixture.ts'

/* What is said of one unit, and of the places of all. */

export const unitForms: readonly Form[] = [
  {
    name: 'unit change',
    pattern: new RegExp(`^(?<lead>较上季|较上年同期|较上次调查|较上年|较\\d{4}年)(?<moved>${movedWords})$`),
    check: unitChange,
    stands: ({ page }) => page === 'unit',
  },
  {
    name: 'profile',
    pattern:
      /^(?<who>[^，“”]+?)(?:综合得分在(?<of>\d+)个单位中(?:居|(?=并列))(?<tied>并列)?第(?<place>\d+)位(?:（位次区间第(?<low>\d+)—(?<high>\d+)位）)?(?:，|$))?(?:(?<leads>(?<=县|区|，)[^，]+?)居首(?:，|$))?(?:(?<worst>(?<=县|区|，)[^，]+?)(?<short>(?:低于|高于)时序目标[^，]+))?$/,
    check: profile,
    stands: ({ page }) => page === 'unit',
  },
  {
    name: 'within reach',
    pattern:
      /^“(?<subject>.+?)”其他(?<others>\d+)个单位(?:(?<all>均已)|中(?:(?<none>尚无单位)|已有(?<reached>\d+)个单位))达到(?<value>[^；。]+)(?:；(?<who>[^；]+?)该指标(?<lead>较上季|较上年同期|较上次调查|较上年)(?<moved>[^。]*(?:\.\d+[^。]*)?))?。$/,
    check: withinReach,
  },
  {
    name: 'unit shift',
    pattern: new RegExp(
      `^(?<subject>\\D+?)(?:(?<lead>较上季|较上年同期|较上次调查|较上年)(?<moved>${movedWords})|与(?<since>${period})相比)，位次由(?<wasTied>并列)?第(?<from>\\d+)位(?<way>升至|降至)(?<isTied>并列)?第(?<to>\\d+)位(?:（位次不含(?<without>[^）]+)）)?$`,
    ),
    check: unitShift,
  },
  {
    name: 'moves since',
    pattern: new RegExp(
      `^(?<restated>按本期方案重算，)?与(?<since>${period})相比，(?<parts>[^（）]+)(?:（不含(?<without>[^）]+)）)?$`,
    ),
    check: movesSince,
  },
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
]

export const placeForms: readonly Form[] = [
  {
    name: 'move',
    pattern:
      /^(?<restated>按本期方案重算，)?(?:较上季位次变动最大的是(?<name>[^，]+)，由(?<wasTied>并列)?第(?<from>\d+)位(?<way>升至|降至)(?<isTied>并列)?第(?<to>\d+)位|(?<none>各单位|两季均有位次的单位)位次与上季相同)(?:（不含(?<without>[^）]+)）)?$/,
    check: eitherOf(scoreMoved, moved),
  },
  {
    name: 'areas',
    pattern: /^(?<upper>[^，]+?)各单位的(?<subject>.+?)均(?<word>高于|多于)(?<lower>[^，]+?)各单位$/,
    check: eitherOf(scoreAreas, areas),
  },
  {
    name: 'groups',
    pattern: new RegExp(`^(?:(?<stable>前三位位次稳定)(?:；|$))?(?:(?<spans>第[第\\d—位、]+位)之间${close})?$`),
    check: eitherOf(scoreGroups, groups),
  },
  {
    name: 'ends',
    pattern: new RegExp(
      `^(?!.*位次)(?:(?<tied>[^，]+)(?<tiedWord>并列第1位|并列最低|并列最少)|(?<near>[^，]+)(?<nearWord>居前|较低|较少)（${close}）|(?<head>[^，、]+?)(?<headWord>居首|最低|最少))?(?:，|^|$)(?:参与排名的(?<all>\\d+)个单位均达到时序目标|与(?<apartWord>居末|最高|最多)的(?<apartName>[^，]+?)相差(?<far>[^，]+)|(?:(?<lastWord>居末|最高|最多)的)?(?<shortName>[^，]+?)(?<short>(?:低于|高于)时序目标[^，]+)|(?<lone>[^，、]+?)(?<loneWord>居末|最高|最多))?$`,
    ),
    check: eitherOf(scoreEnds, ends),
  },
]
