import type { MessageKind } from '@cg/domain/claim/message'
import type { Tone } from '../ui/status-chip.tsx'

/** The word of each kind, and its colour family. */
export const kinds: Readonly<Record<MessageKind, { readonly word: string; readonly tone: Tone }>> = {
  returned: { word: '退回', tone: 'near' },
  resubmitted: { word: '重新报送', tone: 'info' },
  checked: { word: '部门已审', tone: 'info' },
  accepted: { word: '通过', tone: 'good' },
  extended: { word: '延期', tone: 'info' },
  admitted: { word: '补报', tone: 'info' },
  signOffWaiting: { word: '内部审签', tone: 'near' },
  sentBack: { word: '内部退回', tone: 'near' },
  signedOff: { word: '已签发', tone: 'good' },
  due: { word: '临近截止', tone: 'near' },
  overdue: { word: '已过截止', tone: 'late' },
  checkDue: { word: '审核时限', tone: 'near' },
  reviewDue: { word: '审核时限', tone: 'near' },
  aimWaiting: { word: '待确认', tone: 'info' },
  aimDecided: { word: '变更结果', tone: 'info' },
  catalogueWaiting: { word: '待确认', tone: 'info' },
  catalogueDecided: { word: '变更结果', tone: 'info' },
  checkWindow: { word: '核对', tone: 'info' },
  objected: { word: '异议', tone: 'near' },
  objectionAnswered: { word: '异议答复', tone: 'info' },
  mentioned: { word: '提到您', tone: 'near' },
  remarkAnswered: { word: '问答', tone: 'info' },
  appraisalWanted: { word: '请您评分', tone: 'near' },
  tokenEnding: { word: '令牌到期', tone: 'near' },
  tokenEnded: { word: '令牌到期', tone: 'late' },
  identityWaiting: { word: '待关联', tone: 'near' },
  published: { word: '发布', tone: 'good' },
}
