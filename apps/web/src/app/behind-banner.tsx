import '../shared/release-banner.css'
import '../shared/preview.css'
import { acknowledgeBehind } from '@cg/contract/admin'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { ReasonDialog } from '../shared/reason-dialog.tsx'
import { hasCityRole, meQuery, useMe } from '../shared/session.ts'
import { Button } from '../ui/button.tsx'

/** Over every page while the database stands behind its anchor: what is known of it, and an administrator's way to acknowledge it. */
export function BehindBanner({ words }: { words: string }) {
  const me = useMe()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <p className="release-banner preview-ribbon" role="note">
        <span>
          <b>数据曾被恢复或替换</b>：{words}
        </span>
        {hasCityRole(me, 'admin') && <Button onClick={() => setAsking(true)}>核实并说明</Button>}
      </p>
      {isAsking && (
        <ReasonDialog
          title="核实并说明"
          description="说明写入审计记录，之后各页不再提示。"
          verb="确认"
          label="为什么恢复，缺的内容怎么补"
          draftPlace="anchor"
          act={(reason) => call(acknowledgeBehind, { body: { reason } })}
          doneWords="已说明，并写入审计记录"
          onDone={() => queryClient.invalidateQueries({ queryKey: meQuery.queryKey })}
          onClose={() => setAsking(false)}
        >
          <p>{words}</p>
        </ReasonDialog>
      )}
    </>
  )
}
