import { ahead, baseBeyond, commitments, need, slipped } from './commitments.fixture.ts'
import { figureWords } from './form.fixture.ts'
import type { Form } from './form.fixture.ts'
import { period } from './reading.fixture.ts'

/* What is said of commitments. */

export const targetForms: readonly Form[] = [
  {
    name: 'commitments',
    pattern:
      /^(?<scope>\D*?)(?<year>\d{4})年目标(?<all>\d+)项(?:按(?<over>\d{4})年末数据评价)?：(?<parts>[^；]+)(?:；滞后的(?<behind>\d+)项(?:中)?(?<owners>.+))?$/,
    check: commitments,
  },
  {
    name: 'targets ahead',
    pattern:
      /^(?<scope>\D*?)(?<year>\d{4})年目标(?<all>\d+)项，(?:其中(?<comparable>\d+)项可与本季数值比较，)?(?:(?<reached>\d+)项已达到目标水平|(?<none>尚无一项达到目标水平))$/,
    check: ahead,
  },
  {
    name: 'need',
    pattern:
      /^(?<subject>\D+?)(?<tail>(?:要达到|要完成|要控制在|已达到|已完成|已超过|)(?<year>\d{4})年(?:全年)?(?:控制)?目标[\d,.][^；]*?)(?:；(?<ago>过去一年共.+|与一年前持平))?$/,
    check: need,
    stands: ({ page }) => page === 'targets',
  },
  {
    name: 'slipped',
    pattern: new RegExp(
      `^(?<subject>\\D+?)(?<when>${period})曾达标，此后(?:未跟上时序目标，本季为(?<value>${figureWords})|由(?<before>${figureWords})(?:降至|升至)(?<now>${figureWords}))，(?<side>低于|高于)时序目标(?<aim>.+)$`,
    ),
    check: slipped,
  },
  {
    name: 'base beyond',
    pattern: new RegExp(
      `^(?<subject>\\D+?)(?<start>\\d{4})年基期为(?<base>${figureWords})，已(?<side>高于|等于|低于)(?<year>\\d{4})年目标(?<aim>[^；]+?)(?:；本季为(?<now>${figureWords})，(?<below>低于|高于)该目标)?$`,
    ),
    check: baseBeyond,
  },
]
