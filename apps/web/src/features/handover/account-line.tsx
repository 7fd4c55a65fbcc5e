import type { HandoverAccount } from '@cg/contract/handover'

/** What a workbook brought, beside the mapping in force: every line of it is in one of the counts. */
export function AccountLine({ account, version }: { account: HandoverAccount; version: number }) {
  const { lines, added, changed, same, removed, regions, states } = account
  const parts = [
    version === 0 ? '' : `与第${version}版相比`,
    `新增 ${added.length} 行`,
    `修改 ${changed.length} 行`,
    `不变 ${same} 行`,
  ]
  return (
    <div className="handover-account" role="status">
      <p>
        文件有 {lines} 行：{parts.filter((part) => part !== '').join('，')}；文件里没有、将去掉 {removed.length} 行。
        地区代码 {regions} 个，状态代码 {states} 个。
      </p>
      <Names title="新增" names={added} />
      <Names title="修改" names={changed} />
      <Names title="去掉" names={removed} />
    </div>
  )
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <details open={names.length <= 6}>
      <summary>
        {title}的 {names.length} 行
      </summary>
      {names.join('、')}
    </details>
  )
}
