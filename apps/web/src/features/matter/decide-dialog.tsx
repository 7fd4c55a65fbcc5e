import { matterActionNames } from '@cg/contract/matter'
import type { Matter, MatterAction, MatterList } from '@cg/contract/matter'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { decide } from './queries.ts'

export type Asked = { readonly item: Matter; readonly action: MatterAction }

type DecideProps = { asked: Asked; onList: (list: MatterList) => void; onClose: () => void }

/** Asks for the reason of everything but accepting, and says what follows. */
export function DecideDialog({ asked: { item, action }, onList, onClose }: DecideProps) {
  const verb = matterActionNames[action]
  return (
    <ReasonDialog
      title={`${verb}：${item.unitName}${item.kindName}`}
      description={follows[action]}
      verb={verb}
      least={action === 'accept' ? 0 : 1}
      draftPlace={`matter.${item.id}.${item.version}.${action}`}
      act={(reason) => decide(item, action, reason)}
      doneWords={`事项已${verb}`}
      onDone={onList}
      onClose={onClose}
    >
      <p>
        {item.what}
        <br />
        证明材料：{item.evidence}
      </p>
    </ReasonDialog>
  )
}

const follows: Readonly<Record<MatterAction, string>> = {
  accept: '采纳后从下一次发布起计入得分。',
  return: '退回报送部门，由其补充或更正后再报。',
  withdraw: '撤回后不再审核。',
  revoke: '撤销后下一次发布不再计入；已发布的季度不变，需要改变的请作更正发布。',
}
