import { describe, expect, test } from 'vitest'
import { auditLines, auditObject } from './audit-words.ts'
import type { AuditNames } from './audit-words.ts'

const known = new Map([
  ['form RSJ-SKILLS', '技能培训情况表'],
  ['department RSJ', '市人社局'],
  ['unit AP', '安平区'],
  ['item P_TRAIN', '技能培训人次'],
  ['rule R32', '变动较大'],
  ['indicator JN03', '技能培训覆盖率'],
  ['breakdown size:above', '规上企业'],
  ['user 3', '陈晓岚（rsj）'],
  ['register CONTEST', '技能竞赛'],
])
const names: AuditNames = (kind, code) => known.get(`${kind} ${code}`) ?? code

describe('an audit event in words', () => {
  test.each([
    ['form:2026Q3/RSJ-SKILLS/RSJ', '《技能培训情况表》（市人社局，2026年第三季度）'],
    ['form:2026Q3/RSJ-SKILLS/AP', '《技能培训情况表》（安平区，2026年第三季度）'],
    ['user:3', '账号 陈晓岚（rsj）'],
    ['login:rsj', '登录名 rsj'],
    ['period:2026Q3', '2026年第三季度'],
    ['release:7', '试看 7 号'],
    ['release:CG-2026Q3-01', 'CG-2026Q3-01'],
    ['register:CONTEST', '“技能竞赛”台账'],
    ['database', '数据库'],
  ])('calls %s %s', (object, words) => expect(auditObject(object, names)).toBe(words))

  test.each<[object, string[]]>([
    [
      { source: 'grid', cells: [['P_TRAIN', 'AP', 'size:above', 2]] },
      ['方式：逐格填报', '数据：安平区 技能培训人次，规上企业'],
    ],
    [
      {
        closed: [
          ['RSJ-SKILLS', 'RSJ'],
          ['RSJ-SKILLS', 'AP'],
        ],
      },
      ['因发布关闭的报表：《技能培训情况表》（市人社局）、《技能培训情况表》（安平区）'],
    ],
    [{ source: 'seed', cells: 24 }, ['方式：演示数据', '数据：24格']],
    [{ items: [['R32', 'P_TRAIN', 'AP', '']] }, ['说明：变动较大（安平区 技能培训人次）']],
    [
      {
        before: { state: 'open', dueAt: '2026-10-15T10:00:00.000Z' },
        after: { state: 'closed', dueAt: '2026-10-15T10:00:00.000Z' },
      },
      ['状态：填报中 → 已关闭'],
    ],
    [
      { before: { appliesFrom: null }, after: { appliesFrom: '2026Q3' }, reason: '台账已齐' },
      ['适用起始期次：2026年第三季度', '原因：台账已齐'],
    ],
    [
      { before: null, dueAt: '2026-10-20T10:00:00.000Z', reason: '系统核对' },
      ['截止时间：2026年10月20日 18:00', '原因：系统核对'],
    ],
    [
      {
        login: 'x',
        grants: [
          { role: 'filler', department: 'RSJ', unit: null },
          { role: 'leader', department: null, unit: null },
        ],
      },
      ['登录名：x', '权限：填报人（市人社局）、领导（全市）'],
    ],
    [{ weights: { JN03: [8, 10], X1: [null, 2] } }, ['权重：技能培训覆盖率 8 → 10、X1 未列入 → 2']],
    [
      { contentHash: 'a'.repeat(64), preparedBy: 3, previousHash: null },
      ['内容校验码：aaaaaaaaaaaa', '试看人：陈晓岚（rsj）'],
    ],
    [{}, []],
  ])('reads %j as lines', (detail, lines) => expect(auditLines(JSON.stringify(detail), names)).toEqual(lines))
})
