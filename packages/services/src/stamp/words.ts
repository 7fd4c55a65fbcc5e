import type { StampAnswer, StampVerdict } from '@cg/contract/stamp'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { printedStampCode } from '@cg/domain/stamp-code'

type Found = Omit<StampAnswer, 'sentence'>

/** What was found, as a clerk would tell it; `code`: of a file that nobody knows. */
export function stampSentence(found: Found, code?: string): string {
  const { verdict, file } = found
  if (verdict === 'unmarked')
    return '文件里没有核验码：不是本平台生成的，或者核验码已被删去；填报模板、任务表等工作表格本来没有核验码。'
  if (file === null)
    return `核验码 ${printedStampCode(code ?? '')} 没有登记：不是本平台生成的文件，或者是在别的平台、恢复备份之前生成的。`
  return `${fileWords[verdict]}${standingWords(found, file)}`
}

const fileWords: Readonly<Record<StampVerdict, string>> = {
  named: '',
  original: '这是本平台生成的原件，未经改动。',
  resaved: '这份文件另存过，文字和数字与原件相同。',
  altered: '这份文件与原件不符，内容被改动过。',
  otherFormat: '这份文件由本平台的文件转成别的格式，不能逐字比对；核验码对应的原件如下。',
  unknown: '',
  unmarked: '',
}

function standingWords(found: Found, { release, period }: NonNullable<Found['file']>): string {
  const quarter = formatPeriod(parsePeriod(period))
  switch (found.standing) {
    case 'preview':
      return `它取自发布前的核对稿 ${release}，不是正式发布的数据，不能引用。`
    case 'superseded':
      return found.changesTotal === 0
        ? `它取自 ${release}。这次发布已被 ${found.correction} 更正，更正没有改动它所列指标的数值、位次和达标情况。`
        : `它取自 ${release}，已被 ${found.correction} 更正，所列指标中有${found.changesTotal}处变动，请改用更正后的数据。`
    default: {
      const later = found.laterQuarter
      const newer =
        later === null ? '' : `此后已发布${formatPeriod(parsePeriod(later.period))}的数据（${later.release}）。`
      return `它取自 ${release}，是${quarter}的现行数据。${newer}`
    }
  }
}
