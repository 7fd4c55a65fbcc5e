import { statementActionNames } from '@cg/contract/statement'
import type { Statement, StatementBoard, StatementDecision } from '@cg/contract/statement'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { decide } from './queries.ts'
import { SaidWords } from './said-words.tsx'

export type Asked = { readonly item: Statement; readonly action: StatementDecision }

type DecideProps = { asked: Asked; onBoard: (board: StatementBoard) => void; onClose: () => void }

/** Asks for the reason of everything but accepting, and says what follows. */
export function DecideDialog({ asked: { item, action }, onBoard, onClose }: DecideProps) {
  const verb = statementActionNames[action]
  return (
    <ReasonDialog
      title={`${verb}：${item.unitName}${item.indicatorName}`}
      description={follows[action]}
      verb={verb}
      least={action === 'accept' ? 0 : 1}
      draftPlace={`statement.${item.id}.${item.version}.${action}`}
      act={(reason) => decide(item, action, reason)}
      doneWords={`说明已${verb}`}
      onDone={onBoard}
      onClose={onClose}
    >
      <SaidWords item={item} />
    </ReasonDialog>
  )
}

const follows: Readonly<Record<StatementDecision, string>> = {
  accept: '采纳后随本季度的发布一并公布，发布后不再改变。',
  return: '退回牵头部门，由其修改后再报。',
  withdraw: '撤回后不再审核，可以另写一条。',
  revoke: '撤销后下一次发布不再列出；已发布的不变，需要改变的请作更正发布。',
}
