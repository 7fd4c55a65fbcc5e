import { appraisalActionNames } from '@cg/contract/appraisal'
import type { Appraisal, AppraisalAction, AppraisalList } from '@cg/contract/appraisal'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { PeopleChoice } from './people-choice.tsx'
import { decide } from './queries.ts'

type DecideDialogProps = {
  item: Appraisal
  action: AppraisalAction
  people: AppraisalList['people']
  onList: (list: AppraisalList) => void
  onClose: () => void
}

/** Says what follows, asks for a reason where one is due, and for another round who is to score besides. */
export function DecideDialog({ item, action, people, onList, onClose }: DecideDialogProps) {
  const [scorers, setScorers] = useState<readonly number[]>([])
  const verb = appraisalActionNames[action]
  const known = new Set(item.scorers.map(({ name }) => name))
  const left = item.scorers.filter(({ done, of }) => done < of)
  return (
    <ReasonDialog
      title={`${verb}：${item.itemName}`}
      description={follows[action]}
      verb={verb}
      least={action === 'again' || action === 'cancel' ? 1 : 0}
      isDanger={action === 'cancel'}
      draftPlace={`appraisal.${item.id}.${item.version}.${action}`}
      act={(note) => decide(item, { action, note, scorers })}
      doneWords={doneWords[action]}
      onDone={onList}
      onClose={onClose}
    >
      {action === 'shut' && (
        <p>
          {left.length === 0
            ? '评分人都已评完。'
            : `还没有评完的：${left.map(({ name, done, of }) => `${name}（${done}/${of}）`).join('、')}。`}
        </p>
      )}
      {action === 'again' && (
        <PeopleChoice
          legend="另请评分人（可以不选）"
          people={people.filter(({ name }) => !known.has(name))}
          chosen={scorers}
          onChosen={setScorers}
        />
      )}
    </ReasonDialog>
  )
}

const follows: Readonly<Record<AppraisalAction, string>> = {
  shut: '截止后评分人不能再改，产改办可以看到每份评分和分散程度，再决定写入或再评一轮。',
  again: '评分人会收到消息。上一轮的评分仍然有效，可以改评；再次截止前分数不显示。',
  write:
    '各区县的平均数写入报表，修改记录注明评分人数、最低最高、标准差和评分标准。表由填报人照常报送，须由另一位审核人审核。',
  cancel: '取消后评分不再使用，数据项改由填报人填写，也可以重新组织评分。已有的评分留存备查。',
}

const doneWords: Readonly<Record<AppraisalAction, string>> = {
  shut: '评分已截止',
  again: '已开始再评一轮',
  write: '评分结果已写入报表',
  cancel: '评分已取消',
}
