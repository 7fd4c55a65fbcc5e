import type { AuditAction } from '@cg/domain/audit-action'

/** What each action of the audit trail is called on screen. */
export const auditActionNames: Readonly<Record<AuditAction, string>> = {
  'backup.make': '备份数据',
  'catalogue.install': '安装指标目录',
  'cells.save': '保存数据',
  'city.install': '装入城市资料',
  'cockpit.choose': '选定总览首屏指标',
  'demo.remove': '清除演示数据',
  'explanation.save': '填写情况说明',
  'explanation.verdict': '评定情况说明',
  'extension.grant': '同意延期',
  'load.begin': '开始批量装载',
  'password.change': '修改密码',
  'password.refuse': '改密时当前密码有误',
  'period.save': '设置期次',
  'release.discard': '废弃试看',
  'release.prepare': '生成试看',
  'release.publish': '发布',
  'release.reopen': '发布后退回更正',
  'release.take_book': '导出离线册',
  'scheme.adopt': '采用评分方案',
  'scheme.copy': '复制评分方案',
  'scheme.lock': '锁定评分方案',
  'scheme.retire': '停用评分方案',
  'scheme.save': '修改评分方案',
  'scheme.try': '试算评分方案',
  'session.close': '退出登录',
  'session.open': '登录',
  'session.refuse': '登录被拒绝',
  'submission.accept': '审核通过',
  'submission.begin': '开始审核',
  'submission.check': '牵头部门核对通过',
  'submission.reopen': '通过后退回',
  'submission.return': '退回',
  'submission.submit': '报送',
  'submission.withdraw': '撤回',
  'user.create': '新建账号',
  'user.create_first_admin': '建立首位管理员',
  'user.reset_password': '重置密码',
  'user.update': '修改账号',
  'yardstick.load': '装入外部参照',
  'yardstick.withdraw': '撤回外部参照',
}

/** The action's name; an action of another version of the software is shown by its code. */
export function auditActionName(action: string): string {
  return new Map<string, string>(Object.entries(auditActionNames)).get(action) ?? action
}
