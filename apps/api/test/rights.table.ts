import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import type { Login, Request } from './city.ts'
import { apForm, formPath, reviewPath, rsjForm, typed } from './city.ts'

/*
 * Who may call what, on what, and what comes back (S1). The city stands like this: 2026Q2 is published; in 2026Q3 the
 * workers' form is accepted, the skills form (RSJ) and one district's union form (AP) wait for review, and a publisher
 * has made a preview. Writes by those who may are asked with an old version or an impossible wish, so that one table
 * serves every role: their refusal comes after the rights, and is named here.
 */

/** The columns of the table; null is nobody. */
export const columns = [
  null,
  'leader',
  'leaderAp',
  'rsj',
  'tjj',
  'zgh',
  'checkerRsj',
  'headRsj',
  'headAp',
  'ap',
  'bs',
  'reviewer',
  'reviewerRsj',
  'reviewerZgh',
  'reviewerAp',
  'publisher',
  'publisherRsj',
  'publisherAp',
  'admin',
  'auditor',
] as const satisfies readonly (Login | null)[]
export type Column = (typeof columns)[number]

export type Row = {
  /** As registered: 'GET /api/v1/forms/:period/:form/:reporter'. */
  readonly route: string
  /** The same with a real object. */
  readonly path: string
  /** The same with an object that does not exist, where the route names one. */
  readonly absent?: string
  readonly request?: Request
  /** Who may, and the status they get; everyone else: 403, nobody: 401. */
  readonly may: Readonly<Partial<Record<Login, number>>>
  /** What nobody gets, where the route is public. */
  readonly anonymous?: number
  /** What accounts get that may not; left out: 403. */
  readonly refusal?: number
  /** Refused, but they know the object: they may be told another reason than strangers. */
  readonly insiders?: readonly Login[]
}

const everyone = (status: number): Row['may'] =>
  Object.fromEntries(columns.flatMap((login) => (login === null ? [] : [[login, status]])))
const each = (status: number, ...who: Login[]): Row['may'] => Object.fromEntries(who.map((login) => [login, status]))

const release = 'CG-2026Q2-01'
const form = '/api/v1/forms/:period/:form/:reporter'
const review = '/api/v1/review/forms/:period/:form/:reporter'
const stale: Request = { version: 99 }
const staleBody: Request = { version: 99, body: {} }

type Own = Omit<Row, 'route' | 'path' | 'absent'>

const onForm = (verb: string, tail: string, key: string, own: Own): Row => ({
  route: `${verb} ${form}${tail.split('?')[0]}`,
  path: `${verb} ${formPath(key)}${tail}`,
  absent: `${verb} ${formPath('NOPE/NOPE')}${tail}`,
  ...own,
})
const onReview = (verb: string, tail: string, key: string, own: Own): Row => ({
  route: `${verb} ${review}${tail}`,
  path: `${verb} ${reviewPath(key)}${tail}`,
  absent: `${verb} ${reviewPath('NOPE/NOPE')}${tail}`,
  ...own,
})
/** Of evidence that does not exist: those who may know the form are told so. */
const evidenceOf = (verb: string, tail: string, key: string, own: Own): Row => ({
  ...onForm(verb, `/evidence/99${tail}`, key, own),
  route: `${verb} ${form}/evidence/:id${tail}`,
})
/** What ZGH, which helps with P_TRAIN, supplies to it; `absent`: an item that does not exist. */
const assistOf = (verb: string, tail: string, own: Own): Row => ({
  route: `${verb} /api/v1/assists/:period/:item/:department/supplies${tail.replace('99', ':id')}`,
  path: `${verb} /api/v1/assists/2026Q3/P_TRAIN/ZGH/supplies${tail}`,
  absent: `${verb} /api/v1/assists/2026Q3/NOPE/ZGH/supplies${tail}`,
  ...own,
})
/** Of 问答 that do not exist, as of evidence. */
const threadOf = (tail: string, key: string, own: Own): Row => ({
  ...onForm('POST', `/threads/99${tail}`, key, own),
  route: `POST ${form}/threads/:id${tail}`,
})
const at = (route: string, own: Own & { path?: string; absent?: string }): Row => ({ path: route, ...own, route })

/** Who reviews and who publishes the skills form, and the union form of one district: the city's and those of its scope. */
const skillsReviewers = ['reviewer', 'reviewerRsj'] as const
const skillsPublishers = ['publisher', 'publisherRsj'] as const
const unionReviewers = ['reviewer', 'reviewerZgh', 'reviewerAp'] as const
const unionPublishers = ['publisher', 'publisherAp'] as const
const reviewers = ['reviewer', 'reviewerRsj', 'reviewerZgh', 'reviewerAp'] as const
const publishers = ['publisher', 'publisherRsj', 'publisherAp'] as const

/** The reporters' own people, who know their forms. */
const insideRsj = ['rsj', 'checkerRsj', 'headRsj'] as const
const insideAp = ['ap', 'headAp'] as const
/** Who reports for a department or a unit. */
const reporters = [...insideRsj, ...insideAp, 'tjj', 'zgh', 'bs'] as const
const readers = [...insideRsj, ...skillsReviewers, ...skillsPublishers] as const
const unionReaders = [...insideAp, 'zgh', ...unionReviewers, ...unionPublishers] as const
/** The whole city's: a scope gives no part of it. */
const office = ['reviewer', 'publisher'] as const
const skillsCell = { source: 'grid', cells: [typed('P_TRAIN:AP', '7', 1)] }
const unionCell = { source: 'grid', cells: [typed('E_OPEN:AP', '7', 1)] }
const mark = (item: string) => ({
  marks: [{ item, unit: 'AP', reasonCode: 'wrong_number', reason: '与台账不符' }],
})
const verdict = (item: string) => ({ rule: 'R32', item, unit: 'AP', verdict: 'accepted', version: 1 })
const longer = { dueAt: '2026-10-18T10:00:00Z', reason: '系统故障' }

const entryRows: Row[] = [
  onForm('GET', '', rsjForm, { may: each(200, ...readers) }),
  onForm('GET', '', apForm, { may: each(200, ...unionReaders) }),
  onForm('PUT', '/cells', rsjForm, { request: { body: skillsCell }, may: each(409, 'rsj') }),
  onForm('PUT', '/cells', apForm, { request: { body: unionCell }, may: each(409, 'ap') }),
  onForm('GET', '/history?item=P_TRAIN&unit=AP', rsjForm, { may: each(200, ...readers) }),
  onForm('GET', '/history?item=E_OPEN&unit=AP', apForm, { may: each(200, ...unionReaders) }),
  onForm('PUT', '/explanations', rsjForm, {
    request: {
      body: { items: [{ rule: 'R32', item: 'P_TRAIN', unit: 'AP', text: '企业停产检修一个月', version: 0 }] },
    },
    may: each(409, 'rsj'),
  }),
  onForm('POST', '/evidence', rsjForm, {
    request: { body: { item: 'P_TRAIN', unit: 'AP', name: '人社统〔2026〕12号' } },
    may: each(409, 'rsj'),
  }),
  onForm('POST', '/evidence', apForm, {
    request: { body: { item: 'E_OPEN', unit: 'AP', name: '工统〔2026〕3号' } },
    may: each(409, 'ap'),
  }),
  onForm('POST', '/evidence/files?item=P_TRAIN&unit=AP', rsjForm, { request: { body: {} }, may: each(415, 'rsj') }),
  onForm('POST', '/evidence/supplied', rsjForm, {
    request: { body: { item: 'P_TRAIN', unit: 'AP', supply: 99 } },
    may: each(404, 'rsj'),
  }),
  at('GET /api/v1/assists', { may: each(200, ...reporters) }),
  assistOf('POST', '', { request: { body: { unit: 'NOPE', words: '名单见附件' } }, may: each(400, 'zgh') }),
  assistOf('POST', '/files', { request: { body: {} }, may: each(415, 'zgh') }),
  assistOf('DELETE', '/99', { may: each(404, 'zgh') }),
  assistOf('GET', '/99/file', { may: each(404, 'zgh', ...readers) }),
  evidenceOf('DELETE', '', rsjForm, { may: each(404, 'rsj') }),
  evidenceOf('POST', '/row', rsjForm, { may: each(404, 'rsj') }),
  evidenceOf('GET', '/file', rsjForm, { may: each(404, ...readers) }),
  evidenceOf('GET', '/file', apForm, { may: each(404, ...unionReaders) }),
  onForm('GET', '/threads', rsjForm, { may: each(200, ...readers) }),
  onForm('GET', '/threads', apForm, { may: each(200, ...unionReaders) }),
  onForm('POST', '/threads', rsjForm, {
    request: { body: { item: 'P_TRAIN', unit: 'NOPE', text: '请核对', mentions: [] } },
    may: each(400, ...readers),
  }),
  onForm('POST', '/threads', apForm, {
    request: { body: { item: 'E_OPEN', unit: 'NOPE', text: '请核对', mentions: [] } },
    may: each(400, ...unionReaders),
  }),
  threadOf('/remarks', rsjForm, { request: { body: { text: '已核对', mentions: [] } }, may: each(404, ...readers) }),
  threadOf('/closing', rsjForm, { request: { body: { seen: 1 } }, may: each(404, ...readers) }),
  onForm('POST', '/submit', rsjForm, { insiders: insideRsj, request: stale, may: each(409, 'rsj') }),
  onForm('POST', '/submit', apForm, { insiders: insideAp, request: stale, may: each(409, 'ap') }),
  onForm('PUT', '/provisional', rsjForm, { request: { version: 99, body: { finalBy: null } }, may: each(409, 'rsj') }),
  onForm('PUT', '/provisional', apForm, { request: { version: 99, body: { finalBy: null } }, may: each(409, 'ap') }),
  onForm('POST', '/withdraw', rsjForm, { request: stale, may: each(412, 'rsj') }),
  onForm('POST', '/withdraw', apForm, { request: stale, may: each(412, 'ap') }),
  onForm('POST', '/propose', rsjForm, { insiders: insideRsj, request: stale, may: each(409, 'rsj') }),
  onForm('POST', '/propose', apForm, { insiders: insideAp, request: stale, may: each(409, 'ap') }),
  onForm('POST', '/recall', rsjForm, { insiders: insideRsj, request: stale, may: each(409, 'rsj') }),
  onForm('POST', '/endorse', rsjForm, { insiders: insideRsj, request: stale, may: each(409, 'checkerRsj') }),
  onForm('POST', '/endorse', apForm, { insiders: insideAp, request: stale, may: {} }),
  onForm('POST', '/send-back', rsjForm, {
    insiders: insideRsj,
    request: { version: 99, body: { reason: '与台账不符' } },
    may: each(409, 'checkerRsj', 'headRsj'),
  }),
  onForm('POST', '/send-back', apForm, {
    insiders: insideAp,
    request: { version: 99, body: { reason: '与台账不符' } },
    may: each(409, 'headAp'),
  }),
  onForm('GET', '/receipt', rsjForm, { may: each(200, ...readers) }),
  onForm('GET', '/receipt', apForm, { may: each(200, ...unionReaders) }),
  onForm('GET', '/sheet', rsjForm, { may: each(200, ...readers) }),
  onForm('GET', '/sheet', apForm, { may: each(200, ...unionReaders) }),
  onForm('GET', '/template.xlsx', rsjForm, { may: each(200, 'rsj') }),
  onForm('GET', '/template.xlsx', apForm, { may: each(200, 'ap') }),
  onForm('POST', '/upload', rsjForm, { request: { body: {} }, may: each(415, 'rsj') }),
  onForm('POST', '/upload/marked', rsjForm, { request: { body: {} }, may: each(415, 'rsj') }),
  onForm('POST', '/upload/undo', rsjForm, {
    request: { body: { at: '2026-10-05T02:00:00.000Z' } },
    may: each(409, 'rsj'),
  }),
  onForm('POST', '/apply', rsjForm, {
    request: { body: { fileHash: 'a'.repeat(64), cells: skillsCell.cells } },
    may: each(409, 'rsj'),
  }),
]

const reviewRows: Row[] = [
  at('GET /api/v1/review/queue', { may: each(200, ...reviewers) }),
  at('GET /api/v1/review/matrix', { may: each(200, ...reviewers, ...publishers) }),
  at('GET /api/v1/review/reminders', { may: each(200, ...reviewers) }),
  at('POST /api/v1/review/reminders', {
    request: { body: { period: '2026Q3', reporter: 'NOPE' } },
    // Nobody of that code owes anything.
    may: each(409, ...reviewers),
  }),
  // Neither mail nor a robot is set up, and nobody of that code owes anything.
  at('GET /api/v1/review/reminders/preview', {
    path: 'GET /api/v1/review/reminders/preview?period=2026Q3&reporter=NOPE',
    may: each(409, ...reviewers),
  }),
  at('POST /api/v1/review/reminders/sendings', {
    request: { body: { period: '2026Q3', reporter: 'NOPE', digest: '0'.repeat(64) } },
    may: each(409, ...reviewers),
  }),
  at('GET /api/v1/review/quality', { may: each(200, ...reviewers) }),
  onReview('GET', '', rsjForm, { may: each(200, ...skillsReviewers), insiders: [...insideRsj, ...skillsPublishers] }),
  onReview('GET', '', apForm, {
    may: each(200, ...unionReviewers, 'zgh'),
    insiders: [...insideAp, ...unionPublishers],
  }),
  onReview('POST', '/begin', rsjForm, {
    request: stale,
    may: each(412, ...skillsReviewers),
    insiders: [...insideRsj, ...skillsPublishers],
  }),
  onReview('POST', '/begin', apForm, {
    request: stale,
    may: each(412, ...unionReviewers, 'zgh'),
    insiders: [...insideAp, ...unionPublishers],
  }),
  onReview('POST', '/return', rsjForm, {
    request: { version: 99, body: mark('P_TRAIN') },
    may: each(412, ...skillsReviewers),
    insiders: [...insideRsj, ...skillsPublishers],
  }),
  onReview('POST', '/return', apForm, {
    request: { version: 99, body: mark('E_OPEN') },
    // The office waits until the lead department has checked.
    may: { zgh: 412, ...each(409, ...unionReviewers) },
    insiders: [...insideAp, ...unionPublishers],
  }),
  onReview('POST', '/check', rsjForm, {
    request: staleBody,
    may: {},
    insiders: [...insideRsj, ...skillsReviewers, ...skillsPublishers],
  }),
  onReview('POST', '/check', apForm, {
    request: staleBody,
    may: each(412, 'zgh'),
    insiders: [...insideAp, ...unionReviewers, ...unionPublishers],
  }),
  onReview('POST', '/accept', rsjForm, {
    request: staleBody,
    may: each(412, ...skillsReviewers),
    insiders: [...insideRsj, ...skillsPublishers],
  }),
  onReview('POST', '/accept', apForm, {
    request: staleBody,
    may: each(409, ...unionReviewers),
    insiders: [...insideAp, 'zgh', ...unionPublishers],
  }),
  onReview('POST', '/verdict', rsjForm, {
    request: { body: verdict('P_TRAIN') },
    may: each(404, ...skillsReviewers),
    insiders: [...insideRsj, ...skillsPublishers],
  }),
  onReview('POST', '/verdict', apForm, {
    request: { body: verdict('E_OPEN') },
    may: each(404, ...unionReviewers, 'zgh'),
    insiders: [...insideAp, ...unionPublishers],
  }),
  onReview('POST', '/supplement', rsjForm, {
    request: { body: { dueAt: '2026-12-01T10:00:00Z', reason: '发布时仍在核对台账' } },
    may: each(409, ...skillsReviewers),
  }),
  onReview('PUT', '/extension', rsjForm, {
    request: { body: longer },
    may: each(409, ...skillsReviewers),
  }),
]

const ofRelease = (tail: string, own: Own & { real?: string }): Row => {
  const { real = tail, ...rest } = own
  return {
    route: `GET /api/v1/releases/:code/${tail}`,
    path: `GET /api/v1/releases/${release}/${real}`,
    absent: `GET /api/v1/releases/CG-2026Q2-99/${real}`,
    ...rest,
  }
}
const ofPreview = (verb: string, tail: string, own: Own & { real?: string }): Row => {
  const { real = tail, ...rest } = own
  return {
    route: `${verb} /api/v1/previews/:id${tail}`,
    path: `${verb} /api/v1/previews/PREVIEW${real}`,
    absent: `${verb} /api/v1/previews/9999${real}`,
    ...rest,
  }
}

/** A preview under its code, where releases are read: the office alone. */
const asRelease = (tail: string, own: Own & { real?: string }): Row => {
  const { real = tail, ...rest } = own
  return {
    route: `GET /api/v1/releases/:code/${tail}`,
    path: `GET /api/v1/releases/PREVIEW_CODE/${real}`,
    absent: `GET /api/v1/releases/${encodeURIComponent('试看-2026Q3-99')}/${real}`,
    ...rest,
  }
}

/** A material of one chart, which a preview of a quarter without figures says nothing on. */
const recipe = {
  kind: 'own',
  name: '一张图',
  skin: 'blue',
  unit: null,
  pages: [{ kind: 'cover', id: 'a', title: null, subtitle: null }],
}
function packRows(real: string, none: string, may: (status: number) => Row['may']): Row[] {
  const row = (tail: string, status: number, body: object): Row => ({
    route: `POST /api/v1/releases/:code/packs${tail}`,
    path: `POST ${real}/packs${tail}`,
    absent: `POST ${none}/packs${tail}`,
    request: { body },
    may: may(status),
  })
  return [
    row('/outline', 200, { recipe }),
    row('/slide', 200, { recipe, slide: 1 }),
    row('', 200, { recipe, format: 'xlsx' }),
  ]
}

/** Of its asker alone: everybody is told alike that there is none. */
const packJobRows: Row[] = ['GET /api/v1/packs/:id', 'DELETE /api/v1/packs/:id', 'GET /api/v1/packs/:id/file'].map(
  (route) => ({
    route,
    path: route.replace(':id', '00000000-0000-4000-8000-000000000000'),
    may: everyone(404),
  }),
)

const releaseRows: Row[] = [
  ...packJobRows,
  at('GET /api/v1/releases', { may: everyone(200) }),
  ofRelease('overview', { may: everyone(200) }),
  ofRelease('rankings/:measure', { real: 'rankings/JN03', may: everyone(200) }),
  ofRelease('rankings/:measure/whole', { real: 'rankings/JN03/whole', may: everyone(200) }),
  ofRelease('indicators/:indicator', { real: 'indicators/JN03', may: everyone(200) }),
  ofRelease('matrix', { may: everyone(200) }),
  ofRelease('targets', { may: everyone(200) }),
  ofRelease('talk', { may: everyone(200) }),
  ofRelease('departments', { may: everyone(200) }),
  ofRelease('departments/file', { may: everyone(200) }),
  ofRelease('targets/:unit', { real: 'targets/AP', may: everyone(200) }),
  ofRelease('plan', { may: everyone(200) }),
  ofRelease('plan/file', { real: 'plan/file?format=xlsx', may: everyone(200) }),
  ofRelease('registers', { may: everyone(200) }),
  ofRelease('registers/:kind', { real: 'registers/CONTEST', may: everyone(404) }),
  ofRelease('registers/:kind/file', { real: 'registers/CONTEST/file?format=csv', may: everyone(404) }),
  ofRelease('quality', { may: everyone(200) }),
  ofRelease('equity', { may: everyone(200) }),
  ofRelease('units/:unit', { real: 'units/AP', may: everyone(200) }),
  ofRelease('passport', { real: 'passport?indicator=JN03&unit=AP', may: everyone(200) }),
  ofRelease('difference', { real: `difference?from=${release}`, may: everyone(200) }),
  ofRelease('charts/export', {
    real: 'charts/export?kind=district-ranking&measure=JN03&format=csv',
    may: everyone(200),
  }),
  ofRelease('charts/panel', {
    real: 'charts/panel?kind=district-ranking&measure=JN03&width=640&height=400',
    may: everyone(200),
  }),
  ofRelease('archive', { may: everyone(200) }),
  ofRelease('book', { may: everyone(200) }),
  ofRelease('data', { real: 'data?format=csv', may: everyone(200) }),
  ofRelease('bulletin', { may: everyone(200) }),
  at('POST /api/v1/releases/:code/bulletin/file', {
    path: `POST /api/v1/releases/${release}/bulletin/file`,
    absent: 'POST /api/v1/releases/CG-2026Q2-99/bulletin/file',
    request: { body: { format: 'docx' } },
    may: everyone(200),
  }),
  ofRelease('pages/:page', { real: 'pages/compare?format=pptx', may: everyone(200) }),
  ofRelease('packs/recipes/:kind', { real: 'packs/recipes/quarter', may: everyone(200) }),
  ...packRows(`/api/v1/releases/${release}`, '/api/v1/releases/NOPE', everyone),
  ofRelease('verification', { may: each(200, 'reviewer', 'publisher', 'admin', 'auditor') }),
  at('GET /api/v1/previews', { may: each(200, ...office) }),
  at('POST /api/v1/periods/:period/preview', {
    path: 'POST /api/v1/periods/2026Q2/preview',
    absent: 'POST /api/v1/periods/2098Q1/preview',
    request: { body: {} },
    may: each(400, ...office),
  }),
  at('POST /api/v1/periods/:period/corrections', {
    path: 'POST /api/v1/periods/2026Q2/corrections',
    absent: 'POST /api/v1/periods/2098Q1/corrections',
    request: {
      body: {
        form: 'RSJ-SKILLS',
        reporter: 'RSJ',
        reasonClass: 'error',
        reason: '与人社局台账不符',
        cells: [{ item: 'NOPE', unit: 'AP' }],
      },
    },
    may: each(400, ...skillsReviewers),
  }),
  ofPreview('GET', '', { may: each(200, ...office) }),
  asRelease('overview', { may: each(200, ...office) }),
  asRelease('rankings/:measure', { real: 'rankings/JN03', may: each(200, ...office) }),
  asRelease('indicators/:indicator', { real: 'indicators/JN03', may: each(200, ...office) }),
  asRelease('matrix', { may: each(200, ...office) }),
  asRelease('targets', { may: each(200, ...office) }),
  asRelease('talk', { may: each(200, ...office) }),
  asRelease('departments', { may: each(200, ...office) }),
  asRelease('targets/:unit', { real: 'targets/AP', may: each(200, ...office) }),
  asRelease('plan', { may: each(200, ...office) }),
  asRelease('registers', { may: each(200, ...office) }),
  asRelease('quality', { may: each(200, ...office) }),
  asRelease('equity', { may: each(200, ...office) }),
  asRelease('units/:unit', { real: 'units/AP', may: each(200, ...office) }),
  asRelease('passport', { real: 'passport?indicator=JN03', may: each(200, ...office) }),
  asRelease('difference', { real: `difference?from=${release}`, may: each(200, ...office) }),
  // Not yet reported: there is nothing to draw.
  asRelease('charts/export', {
    real: 'charts/export?kind=district-ranking&measure=JN03&format=csv',
    may: each(400, ...office),
  }),
  asRelease('charts/panel', {
    real: 'charts/panel?kind=district-ranking&measure=JN03&width=640&height=400',
    may: each(400, ...office),
  }),
  asRelease('bulletin', { may: each(200, ...office) }),
  asRelease('pages/:page', { real: 'pages/compare?format=pptx', may: each(400, ...office) }),
  asRelease('packs/recipes/:kind', { real: 'packs/recipes/quarter', may: each(200, ...office) }),
  ...packRows('/api/v1/releases/PREVIEW_CODE', `/api/v1/releases/${encodeURIComponent('试看-2026Q3-99')}`, (status) =>
    each(status, ...office),
  ),
  // What only a release has is asked of nothing else.
  asRelease('archive', { may: everyone(400) }),
  asRelease('book', { may: everyone(400) }),
  asRelease('verification', { may: everyone(400) }),
  ofPreview('POST', '/publish', { request: { version: 99, body: { closing: '' } }, may: each(409, 'publisher') }),
  ofPreview('POST', '/schedule', {
    request: { version: 99, body: { effectiveAt: '2026-10-06T01:00:00.000Z', closing: '' } },
    may: each(409, 'publisher'),
  }),
  ofPreview('POST', '/schedule/call-back', {
    request: { body: { reason: '等待市领导审定' } },
    may: each(409, 'publisher'),
  }),
]

const yardstickReaders: Login[] = [...office, 'admin', 'auditor']
const yardstickRow = {
  indicator: 'NOPE',
  period: '2025Q4',
  name: '全省平均',
  value: '90',
  numerator: '',
  denominator: '',
  source: '省统计公报',
  publishedOn: '2026-02-10',
}
const yardstickRows: Row[] = [
  at('GET /api/v1/yardsticks', { may: each(200, ...yardstickReaders) }),
  at('POST /api/v1/yardsticks', { request: { body: yardstickRow }, may: each(400, 'publisher', 'admin') }),
  at('POST /api/v1/yardsticks/file', { may: each(415, 'publisher', 'admin') }),
  at('POST /api/v1/yardsticks/:id/withdraw', {
    path: 'POST /api/v1/yardsticks/9999/withdraw',
    request: { body: { reason: '来源更正' } },
    may: each(404, 'publisher', 'admin'),
  }),
]

const aimChange = { kind: 'target', indicator: 'JN03', unit: 'AP', when: '2026', value: '85', source: '试验文件1号' }
const aimRows: Row[] = [
  at('GET /api/v1/change-log/:part', { path: 'GET /api/v1/change-log/aims', may: each(200, ...yardstickReaders) }),
  at('GET /api/v1/aims', { may: each(200, ...yardstickReaders) }),
  at('GET /api/v1/aims/indicators/:code', {
    path: 'GET /api/v1/aims/indicators/JN03',
    absent: 'GET /api/v1/aims/indicators/NOPE',
    may: each(200, ...yardstickReaders),
  }),
  at('POST /api/v1/aims/check', {
    request: { body: { changes: [aimChange] } },
    may: each(200, 'publisher', 'admin'),
  }),
  at('POST /api/v1/aims/proposals', {
    request: { body: { changes: [aimChange], reason: '试验变更', seen: 'a'.repeat(64) } },
    may: each(412, 'publisher', 'admin'),
  }),
  at('GET /api/v1/aims/workbook', { may: each(200, ...yardstickReaders) }),
  at('POST /api/v1/aims/file', { may: each(415, 'publisher', 'admin') }),
  at('GET /api/v1/aims/proposals/:id', {
    path: 'GET /api/v1/aims/proposals/9999',
    may: each(404, ...yardstickReaders),
  }),
  at('POST /api/v1/aims/proposals/:id/decide', {
    path: 'POST /api/v1/aims/proposals/9999/decide',
    request: { version: 1, body: { action: 'confirm', note: '' } },
    may: each(404, 'publisher'),
  }),
]

const catalogueChange = { kind: 'switch', from: '2027Q1', body: { isOn: false, indicators: ['JN03'], items: [] } }
const catalogueRows: Row[] = [
  at('GET /api/v1/admin/catalogue', { may: each(200, ...yardstickReaders) }),
  at('GET /api/v1/admin/catalogue/update', { may: each(200, 'admin') }),
  at('POST /api/v1/admin/catalogue/update', {
    request: { body: { seen: 'a'.repeat(64) } },
    may: each(412, 'admin'),
  }),
  at('GET /api/v1/admin/catalogue/workbook', { may: each(200, ...yardstickReaders) }),
  at('POST /api/v1/admin/catalogue/file', { may: each(415, 'publisher', 'admin') }),
  at('POST /api/v1/admin/catalogue/check', {
    request: { body: catalogueChange },
    may: each(200, 'publisher', 'admin'),
  }),
  at('POST /api/v1/admin/catalogue/proposals', {
    request: { body: { change: catalogueChange, reason: '试验变更', seen: 'a'.repeat(64) } },
    may: each(412, 'publisher', 'admin'),
  }),
  at('GET /api/v1/admin/catalogue/proposals/:id', {
    path: 'GET /api/v1/admin/catalogue/proposals/9999',
    may: each(404, ...yardstickReaders),
  }),
  at('POST /api/v1/admin/catalogue/proposals/:id/decide', {
    path: 'POST /api/v1/admin/catalogue/proposals/9999/decide',
    request: { version: 1, body: { action: 'confirm', note: '' } },
    may: each(404, 'publisher'),
  }),
]

const matterEntry = {
  kind: 'ACCIDENT',
  unit: 'NOPE',
  happenedOn: '2026-02-11',
  what: '某厂发生较大事故',
  evidence: '应急〔2026〕3号',
}
const everyReviewer: Login[] = ['reviewer', 'reviewerRsj', 'reviewerZgh', 'reviewerAp']
const everyFiller: Login[] = ['rsj', 'tjj', 'zgh', 'ap', 'bs']
const contestRow = { unit: 'NOWHERE', values: {} }
const keptRow = { ...contestRow, id: 9999, version: 1, reason: '' }
const registerRows: Row[] = [
  at('GET /api/v1/registers', { may: each(200, ...everyFiller, ...everyReviewer, 'publisher', 'auditor') }),
  at('GET /api/v1/registers/:kind', {
    path: 'GET /api/v1/registers/CONTEST',
    may: each(200, 'rsj', 'reviewer', 'reviewerRsj', 'publisher', 'auditor'),
  }),
  at('POST /api/v1/registers/:kind/records', {
    path: 'POST /api/v1/registers/CONTEST/records',
    request: { body: { rows: [contestRow] } },
    may: each(400, 'rsj'),
  }),
  at('GET /api/v1/registers/:kind/template.xlsx', {
    path: 'GET /api/v1/registers/CONTEST/template.xlsx',
    may: each(200, 'rsj'),
  }),
  at('GET /api/v1/registers/:kind/records.xlsx', {
    path: 'GET /api/v1/registers/CONTEST/records.xlsx',
    may: each(200, 'rsj', 'reviewer', 'reviewerRsj', 'publisher', 'auditor'),
  }),
  at('POST /api/v1/registers/:kind/records/:id/files', {
    path: 'POST /api/v1/registers/CONTEST/records/9999/files',
    request: { body: {} },
    may: each(415, 'rsj'),
  }),
  at('DELETE /api/v1/registers/:kind/records/:id/files/:file', {
    path: 'DELETE /api/v1/registers/CONTEST/records/9999/files/1',
    may: each(404, 'rsj'),
  }),
  at('GET /api/v1/registers/:kind/records/:id/files/:file', {
    path: 'GET /api/v1/registers/CONTEST/records/9999/files/1',
    may: each(404, 'rsj', 'reviewer', 'reviewerRsj', 'publisher', 'auditor'),
  }),
  at('POST /api/v1/registers/:kind/upload', {
    path: 'POST /api/v1/registers/CONTEST/upload',
    request: { body: {} },
    may: each(415, 'rsj'),
  }),
  at('POST /api/v1/registers/:kind/upload/marked', {
    path: 'POST /api/v1/registers/CONTEST/upload/marked',
    request: { body: {} },
    may: each(415, 'rsj'),
  }),
  at('POST /api/v1/registers/:kind/upload/keep', {
    path: 'POST /api/v1/registers/CONTEST/upload/keep',
    request: { body: { fileName: 'a.xlsx', fileHash: 'a'.repeat(64), rows: [keptRow] } },
    may: each(412, 'rsj'),
  }),
  at('PUT /api/v1/registers/:kind/records/:id', {
    path: 'PUT /api/v1/registers/CONTEST/records/9999',
    request: { version: 1, body: { ...contestRow, reason: '' } },
    may: each(400, 'rsj'),
  }),
  at('POST /api/v1/registers/:kind/decisions', {
    path: 'POST /api/v1/registers/CONTEST/decisions',
    request: { body: { action: 'return', note: '', records: [{ id: 9999, version: 1 }] } },
    may: each(400, 'reviewer', 'reviewerRsj'),
  }),
  at('PUT /api/v1/registers/:kind/use', {
    path: 'PUT /api/v1/registers/CONTEST/use',
    request: { body: { since: null, reason: '' } },
    may: each(400, 'reviewer'),
  }),
]

const noMeasure = {
  measure: { name: '没有这条', lead: 'RSJ', assists: [], evidence: '文件', milestones: [] },
  reason: '试',
}
const taskRows: Row[] = [
  // Leaders read the plan as a release froze it.
  at('GET /api/v1/tasks', { may: { ...everyone(200), admin: 403, leader: 403, leaderAp: 403 } }),
  at('POST /api/v1/tasks/adoption', { may: each(404, 'reviewer') }),
  at('POST /api/v1/tasks/measures', {
    request: { body: { ...noMeasure, task: 'T9' } },
    may: each(404, 'reviewer'),
  }),
  at('PUT /api/v1/tasks/measures/:id', {
    path: 'PUT /api/v1/tasks/measures/9999',
    request: { version: 1, body: { ...noMeasure, isDropped: false } },
    may: each(404, 'reviewer'),
  }),
  at('PUT /api/v1/tasks/use', { request: { body: { since: null, reason: '试' } }, may: each(404, 'reviewer') }),
  at('PUT /api/v1/tasks/names/:code', {
    path: 'PUT /api/v1/tasks/names/T9',
    request: { version: 1, body: { name: '任务', reason: '试' } },
    may: each(404, 'reviewer'),
  }),
  // A report that is not there is nobody's to prove; who reads none learns not whether it is there.
  at('POST /api/v1/tasks/reports/:id/files', {
    path: 'POST /api/v1/tasks/reports/9999/files',
    request: { body: {} },
    may: {},
  }),
  at('DELETE /api/v1/tasks/reports/:id/files/:file', { path: 'DELETE /api/v1/tasks/reports/9999/files/1', may: {} }),
  at('GET /api/v1/tasks/reports/:id/files/:file', {
    path: 'GET /api/v1/tasks/reports/9999/files/1',
    may: { ...everyone(404), admin: 403, leader: 403, leaderAp: 403 },
  }),
  // A measure that is not there is nobody's to report on.
  at('PUT /api/v1/tasks/measures/:id/report', {
    path: 'PUT /api/v1/tasks/measures/9999/report',
    request: {
      version: 0,
      body: { period: '2026Q2', standing: 'on_track', progress: '', evidence: '', completions: [] },
    },
    may: {},
  }),
  at('POST /api/v1/tasks/reports/:id/decisions', {
    path: 'POST /api/v1/tasks/reports/9999/decisions',
    request: { version: 1, body: { action: 'return', note: '' } },
    may: each(404, ...everyReviewer),
  }),
]

const followUpOpening = {
  of: { kind: 'speech', quote: '' },
  department: 'RSJ',
  unit: null,
  requirement: '',
  dueOn: '2026-12-31',
}
const ledgerReaders = each(200, ...everyFiller, 'checkerRsj', 'headRsj', 'headAp', 'reviewer', 'publisher', 'auditor')
const followUpRows: Row[] = [
  at('GET /api/v1/follow-ups', { may: ledgerReaders }),
  at('GET /api/v1/follow-ups/ledger', { path: 'GET /api/v1/follow-ups/ledger?format=xlsx', may: ledgerReaders }),
  at('POST /api/v1/follow-ups', { request: { body: followUpOpening }, may: each(400, 'reviewer') }),
  // An item that is not there is nobody's to answer.
  at('PUT /api/v1/follow-ups/:id/answer', {
    path: 'PUT /api/v1/follow-ups/9999/answer',
    request: { version: 1, body: { reason: '', measures: '', expectedOn: '2026-12-31' } },
    may: {},
  }),
  at('POST /api/v1/follow-ups/:id/extension', {
    path: 'POST /api/v1/follow-ups/9999/extension',
    request: { version: 1, body: { dueOn: '2027-12-31', reason: '试' } },
    may: each(404, 'reviewer'),
  }),
  at('POST /api/v1/follow-ups/:id/decisions', {
    path: 'POST /api/v1/follow-ups/9999/decisions',
    request: { version: 1, body: { action: 'return', note: '' } },
    may: each(404, 'reviewer'),
  }),
]

const matterRows: Row[] = [
  at('GET /api/v1/matters', { may: each(200, ...everyFiller, ...everyReviewer, 'publisher', 'auditor') }),
  at('POST /api/v1/matters', { request: { body: matterEntry }, may: each(400, 'rsj') }),
  at('PUT /api/v1/matters/:id', {
    path: 'PUT /api/v1/matters/9999',
    request: { version: 1, body: matterEntry },
    may: {},
  }),
  at('POST /api/v1/matters/:id/decision', {
    path: 'POST /api/v1/matters/9999/decision',
    request: { version: 1, body: { action: 'accept', note: '' } },
    may: each(404, 'reviewer'),
  }),
]

const statementEntry = {
  period: '2026Q3',
  indicator: 'JN03',
  unit: 'NOPE',
  cause: '新投产企业较多',
  measures: '集中办班三十期',
  until: '2026Q4',
  value: '88',
}
const { period: _period, indicator: _indicator, unit: _unit, ...statementWords } = statementEntry
const statementRows: Row[] = [
  at('GET /api/v1/statements', { may: each(200, ...everyFiller, ...everyReviewer, 'publisher', 'auditor') }),
  at('GET /api/v1/statements/waiting', { may: each(200, ...everyFiller, ...everyReviewer) }),
  at('POST /api/v1/statements', { request: { body: statementEntry }, may: each(400, 'rsj') }),
  at('PUT /api/v1/statements/:id', {
    path: 'PUT /api/v1/statements/9999',
    request: { version: 1, body: statementWords },
    may: {},
  }),
  at('POST /api/v1/statements/:id/decision', {
    path: 'POST /api/v1/statements/9999/decision',
    request: { version: 1, body: { action: 'accept', note: '' } },
    may: each(404, 'reviewer'),
  }),
]

/** Districts speak for themselves alone; none has checked anything yet, and nothing was objected to. */
const appeal = '/api/v1/appeals/:period'
const appealAt = '/api/v1/appeals/2026Q3'
const objected = {
  item: 'P_TRAIN',
  seenVersion: 1,
  claimed: '',
  reason: '与区台账不符，多计',
  evidence: '工统〔2026〕3号',
}
const appealRows: Row[] = [
  at('GET /api/v1/appeals', {
    may: each(200, ...reviewers, ...(['publisher', 'auditor', 'ap', 'bs', 'leaderAp'] as const)),
  }),
  // The quarter was never checked.
  at(`GET ${appeal}/record`, {
    path: `GET ${appealAt}/record`,
    may: each(409, ...office, 'auditor'),
  }),
  at(`POST ${appeal}/window`, {
    path: `POST ${appealAt}/window`,
    request: { body: { closesAt: '2026-10-05T02:10:00.000Z' } },
    may: each(400, ...office),
  }),
  at(`PUT ${appeal}/window`, {
    path: `PUT ${appealAt}/window`,
    request: { version: 1, body: { closesAt: null, reason: '已核对完毕' } },
    may: each(409, ...office),
  }),
  at(`GET ${appeal}/worksheets/:unit`, {
    path: `GET ${appealAt}/worksheets/AP`,
    absent: `GET ${appealAt}/worksheets/NOPE`,
    may: each(409, ...office, 'auditor', 'ap', 'leaderAp'),
  }),
  at(`POST ${appeal}/worksheets/:unit/confirmation`, {
    path: `POST ${appealAt}/worksheets/AP/confirmation`,
    absent: `POST ${appealAt}/worksheets/NOPE/confirmation`,
    request: { body: {} },
    may: each(409, 'ap', 'leaderAp'),
  }),
  at(`POST ${appeal}/worksheets/:unit/objections`, {
    path: `POST ${appealAt}/worksheets/AP/objections`,
    absent: `POST ${appealAt}/worksheets/NOPE/objections`,
    request: { body: objected },
    may: each(409, 'ap', 'leaderAp'),
  }),
  at('POST /api/v1/objections/:id/decision', {
    path: 'POST /api/v1/objections/9999/decision',
    request: { version: 1, body: { action: 'refuse', answer: '已按系统数据核实' } },
    may: each(404, 'reviewer'),
  }),
]

/** Whoever is signed in may ask of a file; no file has this code. */
/** Read by everybody who may read the release. */
const speechRows: Row[] = [
  {
    route: 'POST /api/v1/releases/:code/speech',
    path: `POST /api/v1/releases/${release}/speech`,
    absent: 'POST /api/v1/releases/CG-2098Q1-01/speech',
    request: { body: { text: '全市技能培训覆盖率达到80%。' } },
    may: everyone(200),
  },
  {
    route: 'POST /api/v1/releases/:code/speech/text',
    path: `POST /api/v1/releases/${release}/speech/text`,
    absent: 'POST /api/v1/releases/CG-2098Q1-01/speech/text',
    may: everyone(415),
  },
  {
    route: 'POST /api/v1/releases/:code/speech/file',
    path: `POST /api/v1/releases/${release}/speech/file`,
    absent: 'POST /api/v1/releases/CG-2098Q1-01/speech/file',
    request: { body: { text: '全市技能培训覆盖率达到80%。', changes: [] } },
    may: everyone(200),
  },
]
const stampRows: Row[] = [
  at('POST /api/v1/stamps/check', { request: { body: { code: 'KRNQC-WMRFC' } }, may: everyone(200) }),
  at('POST /api/v1/stamps/check/file', { may: everyone(415) }),
]

/** Everybody has messages; whose they are is decided by what the grants reach (services/inbox/inbox.test.ts). */
const inboxRows: Row[] = [
  at('GET /api/v1/inbox', { may: everyone(200) }),
  at('GET /api/v1/inbox/unread', { may: everyone(200) }),
  at('POST /api/v1/inbox/read', { request: { body: { keys: ['release:NOPE'] } }, may: everyone(200) }),
]

/** Mail and robots: the admin's alone; each account has its own address. */
const mailBody = {
  isOn: false,
  address: '',
  host: '',
  port: 465,
  tls: 'tls',
  user: '',
  from: '',
  kinds: [],
}
const robotBody = { name: '产改工作群', kind: 'wecom', isOn: false, kinds: [], url: 'https://qyapi.weixin.qq.com/x' }
const notices = '/api/v1/admin/notices'
const paper = '/api/v1/bulletin-template'
const look = '/api/v1/admin/appearance'
const lookRows: Row[] = [
  at(`GET ${look}`, { may: each(200, 'admin') }),
  at(`PUT ${look}`, { request: { version: 99, body: { prefix: '云川市', office: '' } }, may: each(412, 'admin') }),
  at(`GET ${paper}`, { may: everyone(200) }),
  at(`POST ${paper}`, { request: { body: {} }, may: each(415, 'reviewer', 'publisher', 'admin') }),
  at(`DELETE ${paper}`, { request: { version: 99 }, may: each(412, 'reviewer', 'publisher', 'admin') }),
  at(`POST ${look}/emblem`, { request: { body: {} }, may: each(415, 'admin') }),
  at(`DELETE ${look}/emblem`, { request: { version: 99 }, may: each(412, 'admin') }),
  at('GET /api/v1/emblem/:hash', {
    path: `GET /api/v1/emblem/${'0'.repeat(64)}`,
    may: everyone(404),
    anonymous: 404,
  }),
]

const noticeRows: Row[] = [
  at(`GET ${notices}`, { may: each(200, 'admin') }),
  at(`PUT ${notices}/mail`, { request: { version: 99, body: mailBody }, may: each(412, 'admin') }),
  at(`POST ${notices}/robots`, { request: { version: 99, body: robotBody }, may: each(412, 'admin') }),
  at(`PUT ${notices}/robots/:id`, {
    path: `PUT ${notices}/robots/r1`,
    request: { version: 99, body: robotBody },
    may: each(412, 'admin'),
  }),
  at(`DELETE ${notices}/robots/:id`, {
    path: `DELETE ${notices}/robots/r1`,
    request: { version: 99 },
    may: each(412, 'admin'),
  }),
  at(`POST ${notices}/test`, { request: { body: { channel: 'robot', to: 'r1' } }, may: each(404, 'admin') }),
  at(`POST ${notices}/retry`, { request: { body: { ids: [99] } }, may: each(404, 'admin') }),
  at('GET /api/v1/inbox/mail', { may: everyone(200) }),
  at('PUT /api/v1/inbox/mail', { request: { body: { address: 'kein', isOn: true } }, may: everyone(400) }),
]

const ofScheme = (verb: string, tail: string, own: Own): Row => ({
  route: `${verb} /api/v1/schemes/:id${tail}`,
  path: `${verb} /api/v1/schemes/1${tail}`,
  absent: `${verb} /api/v1/schemes/9999${tail}`,
  ...own,
})
const rules = {
  name: '改动的方案',
  note: '',
  year: 2026,
  body: {
    items: [{ indicator: 'JN03', weight: 100, rule: { kind: 'target_ratio', cap: 1 } }],
    missing: defaultMissingPolicy,
    availability: 0.6,
    decimals: 2,
    rankRule: 'competition',
  },
}

const mapBody = { fileName: 'a.geojson', file: '{}', approvalNo: '', maker: '', appliesFrom: '2026Q2' }

/** No map was ever taken; everybody may ask for one. */
const mapRows: Row[] = [
  at('GET /api/v1/admin/maps', { may: each(200, 'admin') }),
  at('POST /api/v1/admin/maps/trial', { request: { body: mapBody }, may: each(200, 'admin') }),
  at('POST /api/v1/admin/maps', { request: { body: mapBody }, may: each(400, 'admin') }),
  at('POST /api/v1/admin/maps/:id/withdrawal', {
    path: 'POST /api/v1/admin/maps/99/withdrawal',
    request: { body: { reason: '换用新版地图' } },
    may: each(404, 'admin'),
  }),
  at('GET /api/v1/maps', { path: 'GET /api/v1/maps?period=2026Q2', may: everyone(200) }),
  at('GET /api/v1/maps/:id', { path: 'GET /api/v1/maps/99', may: everyone(404) }),
]

/** The one scheme there is was adopted and has scored a published quarter: nothing of it can change any more (I7). */
const schemeRows: Row[] = [
  at('GET /api/v1/cockpit-cards', { may: each(200, ...office) }),
  at('PUT /api/v1/cockpit-cards/:year', {
    path: 'PUT /api/v1/cockpit-cards/2099',
    request: { body: { indicators: ['NOPE'], seen: null } },
    may: each(400, 'publisher'),
  }),
  at('GET /api/v1/schemes', { may: everyone(200) }),
  ofScheme('GET', '', { may: everyone(200) }),
  at('POST /api/v1/schemes', { request: { body: { from: 9999, year: 2027 } }, may: each(404, ...office) }),
  ofScheme('PUT', '', { request: { version: 1, body: rules }, may: each(409, ...office) }),
  ofScheme('POST', '/trial', { may: each(200, ...office) }),
  ofScheme('POST', '/adoption', {
    request: { version: 1, body: { approval: '领导小组会议纪要 2026-3' } },
    may: each(409, 'publisher'),
  }),
  ofScheme('GET', '/workbook', { may: everyone(200) }),
  ofScheme('POST', '/file', { may: each(415, ...office) }),
  ofScheme('GET', '/impact', { may: each(200, ...office) }),
  ofScheme('POST', '/proposal', {
    request: { version: 1, body: { approval: '领导小组会议纪要 2026-3', seen: 'a'.repeat(64) } },
    may: each(409, ...office),
  }),
  at('GET /api/v1/scheme-proposals/:id', {
    path: 'GET /api/v1/scheme-proposals/9999',
    may: each(404, ...office, 'auditor'),
  }),
  at('POST /api/v1/scheme-proposals/:id/decide', {
    path: 'POST /api/v1/scheme-proposals/9999/decide',
    request: { version: 1, body: { action: 'confirm', note: '' } },
    may: each(404, 'publisher'),
  }),
  ofScheme('POST', '/retirement', { request: { version: 1 }, may: each(409, ...office) }),
]

const calendar = {
  opensAt: '2026-10-02T00:00:00Z',
  dueAt: '2026-10-01T00:00:00Z',
  closesAt: '2026-10-20T00:00:00Z',
  state: 'open',
}

/** Asks what a unit that nothing names would be: nothing is written. */
const unitBody = {
  unit: {
    code: 'NOWHERE',
    name: '无名区',
    shortName: '无名',
    kind: 'district',
    parent: null,
    areaType: null,
    assessmentGroup: null,
    countsInParent: true,
    protocolOrder: 99,
    tileRow: null,
    tileColumn: null,
    validFrom: '2026Q1',
    validTo: null,
  },
  isNew: false,
  changesFrom: null,
  reason: '',
  seen: null,
}

const successionBody = {
  kind: 'merge',
  from: '2026Q4',
  predecessors: ['NOWHERE', 'NOTHERE'],
  successors: [{ ...unitBody.unit, code: 'NEWONE' }],
  beneath: [],
  grantsTo: null,
  basis: '',
  seen: null,
}

const adminRows: Row[] = [
  at('GET /api/v1/liaisons', { may: everyone(200) }),
  at('PUT /api/v1/liaisons/:code', {
    path: 'PUT /api/v1/liaisons/RSJ',
    absent: 'PUT /api/v1/liaisons/NOPE',
    request: { version: 99, body: { name: '陈晓岚', phone: '88001234', mail: '' } },
    may: each(412, 'admin', ...insideRsj),
  }),
  at('GET /api/v1/admin/reporters', { may: each(200, 'admin') }),
  at('PUT /api/v1/admin/reporters/:code/sign-off', {
    path: 'PUT /api/v1/admin/reporters/TJJ/sign-off',
    absent: 'PUT /api/v1/admin/reporters/NOPE/sign-off',
    request: { body: { isOn: true, allowsSame: false } },
    // Nobody checks or signs there.
    may: each(409, 'admin'),
  }),
  at('GET /api/v1/admin/backups', { may: each(200, 'admin') }),
  at('GET /api/v1/admin/backups/:name/preview', {
    path: 'GET /api/v1/admin/backups/none.sqlite/preview',
    may: each(404, 'admin'),
  }),
  at('POST /api/v1/admin/backups/:name/restore', {
    path: 'POST /api/v1/admin/backups/none.sqlite/restore',
    request: { body: { password: 'x', reason: '试', newest: null } },
    may: each(404, 'admin'),
  }),
  at('GET /api/v1/admin/users', { may: each(200, 'admin') }),
  at('POST /api/v1/admin/grant-requests/:id/decision', {
    path: 'POST /api/v1/admin/grant-requests/9999/decision',
    request: { version: 1, body: { action: 'confirm', note: '' } },
    may: each(404, 'admin'),
  }),
  at('POST /api/v1/admin/users', {
    request: { body: { login: 'leader', name: '同名', grants: [{ role: 'leader', department: null, unit: null }] } },
    may: each(409, 'admin'),
  }),
  at('PATCH /api/v1/admin/users/:id', {
    path: 'PATCH /api/v1/admin/users/SPARE',
    absent: 'PATCH /api/v1/admin/users/9999',
    request: { version: 99, body: { name: '改名' } },
    may: each(412, 'admin'),
  }),
  at('POST /api/v1/admin/users/:id/password', {
    path: 'POST /api/v1/admin/users/SPARE/password',
    absent: 'POST /api/v1/admin/users/9999/password',
    may: each(200, 'admin'),
  }),
  at('GET /api/v1/admin/setup', { may: each(200, 'admin', ...office) }),
  at('GET /api/v1/admin/periods', { may: each(200, 'admin', ...office) }),
  at('PUT /api/v1/admin/periods/:code', {
    path: 'PUT /api/v1/admin/periods/2026Q3',
    absent: 'PUT /api/v1/admin/periods/2098Q1',
    request: { body: calendar },
    may: each(400, 'admin'),
  }),
  at('GET /api/v1/holidays', { may: everyone(200) }),
  at('PUT /api/v1/holidays/:year', {
    path: 'PUT /api/v1/holidays/2026',
    absent: 'PUT /api/v1/holidays/2099',
    request: { body: { notice: '没有日期' } },
    may: each(400, 'admin'),
  }),
  at('GET /api/v1/admin/reference', { may: each(200, 'admin') }),
  at('GET /api/v1/admin/units', { may: each(200, 'admin', 'publisher') }),
  at('GET /api/v1/admin/unit-proposals/:id', {
    path: 'GET /api/v1/admin/unit-proposals/9999',
    may: each(404, 'admin', 'publisher'),
  }),
  at('POST /api/v1/admin/unit-proposals/:id/decide', {
    path: 'POST /api/v1/admin/unit-proposals/9999/decide',
    request: { version: 1, body: { action: 'confirm', note: '' } },
    may: each(404, 'publisher'),
  }),
  at('POST /api/v1/admin/units', { request: { body: unitBody }, may: each(200, 'admin') }),
  at('GET /api/v1/unit-successions', { may: everyone(200) }),
  at('POST /api/v1/admin/unit-successions', { request: { body: successionBody }, may: each(200, 'admin') }),
  at('GET /api/v1/admin/system', { may: each(200, 'admin') }),
  at('GET /api/v1/admin/city/workbook', { may: each(200, 'admin') }),
  at('POST /api/v1/admin/city', { may: each(415, 'admin') }),
  at('POST /api/v1/admin/backups', { may: each(200, 'admin') }),
  at('DELETE /api/v1/admin/demo', { request: { body: { confirm: '云川市' } }, may: each(409, 'admin') }),
  at('GET /api/v1/audit', { may: each(200, 'auditor') }),
  at('GET /api/v1/audit/verification', { may: each(200, 'auditor') }),
  at('GET /api/v1/audit/chain', { may: each(200, 'auditor') }),
  // Nothing to acknowledge in this city.
  at('POST /api/v1/admin/anchor/acknowledgement', { request: { body: { reason: '已核对' } }, may: each(409, 'admin') }),
]

const sessionRows: Row[] = [
  at('GET /api/v1/welcome', { may: everyone(200), anonymous: 200 }),
  at('GET /api/v1/work', { may: everyone(200) }),
  at('GET /api/v1/session', { may: everyone(200) }),
  at('POST /api/v1/session', { request: { body: {} }, may: everyone(400), anonymous: 400 }),
  at('POST /api/v1/session/password', {
    request: { body: { current: 'not-this-one', next: 'Another-2026!' } },
    may: everyone(400),
  }),
  at('POST /api/v1/first-admin', {
    request: { body: { code: 'x', login: 'root', name: '某人', password: 'Another-2026!' } },
    may: everyone(409),
    anonymous: 409,
  }),
]

/** 会议链接 are switched off in this city; `routes/share.test.ts` has one where they are on. */
const makers = ['leader', 'leaderAp', ...reviewers, ...publishers] as const
const ofShared = (tail: string, real = tail): Row => ({
  route: `GET /api/v1/shared/:link${tail}`,
  path: `GET /api/v1/shared/1${real}`,
  absent: `GET /api/v1/shared/9999${real}`,
  may: {},
  refusal: 401,
})
const blankRecipe = { kind: 'own', name: '  ', skin: 'blue', unit: null, pages: [{ kind: 'agenda', id: 'p1' }] }
/** Nothing is kept in this city; whose is whose stands in services/src/material. */
const onRecipe = (verb: string, tail: string, own: Own): Row =>
  at(`${verb} /api/v1/recipes/:id${tail}`, { path: `${verb} /api/v1/recipes/99${tail}`, ...own })
const recipeRows: Row[] = [
  at('GET /api/v1/recipes', { may: everyone(200) }),
  at('GET /api/v1/recipes/:id/delivery', { path: 'GET /api/v1/recipes/99/delivery', may: each(404, ...office) }),
  at('PUT /api/v1/recipes/:id/delivery', {
    path: 'PUT /api/v1/recipes/99/delivery',
    request: { body: { delivery: null } },
    may: each(404, ...office),
  }),
  at('GET /api/v1/delivered-packs', { may: everyone(200) }),
  at('GET /api/v1/delivered-packs/:id', { path: 'GET /api/v1/delivered-packs/99', may: everyone(404) }),
  at('POST /api/v1/recipes', { request: { body: { recipe: blankRecipe } }, may: everyone(400) }),
  onRecipe('GET', '', { may: everyone(404) }),
  onRecipe('PUT', '', {
    request: { version: 1, body: { recipe: { ...blankRecipe, name: '季度材料' }, isShared: false } },
    may: everyone(404),
  }),
  onRecipe('POST', '/pages', { request: { body: { page: { kind: 'agenda', id: 'p1' } } }, may: everyone(404) }),
  onRecipe('POST', '/copy', { may: everyone(404) }),
  onRecipe('DELETE', '', { may: everyone(404) }),
]
const tokenRows: Row[] = [
  at('GET /api/v1/tokens', { may: everyone(200) }),
  at('POST /api/v1/tokens', {
    request: { body: { name: '  ', scope: 'release.read', days: 30 } },
    may: everyone(400),
  }),
  at('POST /api/v1/tokens/:id/revoke', { path: 'POST /api/v1/tokens/99/revoke', may: everyone(404) }),
  at('GET /api/v1/admin/tokens', { may: each(200, 'admin') }),
]
const conflictRows: Row[] = [
  at('GET /api/v1/conflicts', { may: each(200, 'reviewer', 'publisher', 'auditor') }),
  at('POST /api/v1/conflicts/decide', {
    request: {
      body: {
        period: '2026Q3',
        rule: 'R12',
        unit: 'AP',
        place: 'P_TRAIN_UNQ|AP|',
        first: 1,
        second: 2,
        adopted: 'first',
        reason: '短',
      },
    },
    may: each(400, 'reviewer', 'publisher'),
  }),
]
const denominatorRows: Row[] = [
  at('GET /api/v1/denominators', { may: everyone(200) }),
  at('GET /api/v1/denominators/:item', {
    path: 'GET /api/v1/denominators/W_TOTAL',
    absent: 'GET /api/v1/denominators/P_NONE',
    may: everyone(200),
  }),
]
const ruleRows: Row[] = [
  at('GET /api/v1/rules', { may: everyone(200) }),
  at('GET /api/v1/rules/:code/trial', {
    path: 'GET /api/v1/rules/R10/trial',
    absent: 'GET /api/v1/rules/R99/trial',
    may: each(200, 'admin', 'reviewer', 'publisher', 'auditor'),
  }),
  at('POST /api/v1/rules/try', {
    request: { body: { title: '两项相同', severity: 'info', left: 'P_TRAIN', operator: '<=', right: 'P_TRAIN' } },
    may: each(400, 'admin'),
  }),
  at('POST /api/v1/rules', {
    request: { body: { title: '两项相同', severity: 'info', left: 'P_TRAIN', operator: '<=', right: 'P_TRAIN' } },
    may: each(400, 'admin'),
  }),
  at('POST /api/v1/rules/:code/switch', {
    path: 'POST /api/v1/rules/R10/switch',
    absent: 'POST /api/v1/rules/R99/switch',
    request: { body: { isActive: false, reason: '短' } },
    may: each(400, 'admin'),
  }),
]
const switchedOff = { issuer: '', clientId: '', secret: null, isOn: false }
const appraisalRows: Row[] = [
  // Who scores nothing gets an empty list: to whom a scoring belongs is asked of each.
  at('GET /api/v1/appraisals', { may: everyone(200) }),
  at('POST /api/v1/appraisals', {
    request: {
      body: {
        period: '2026Q3',
        item: 'P_TRAIN',
        scale: [
          { points: 1, words: '有制度' },
          { points: 0, words: '没有' },
        ],
        scorers: [1],
        least: 3,
        reason: '产改办文件',
      },
    },
    may: each(400, 'reviewer'),
  }),
  // Nobody scores in this city; the scorers' own way is in services/src/appraisal.
  at('POST /api/v1/appraisals/:id/scores', {
    path: 'POST /api/v1/appraisals/9999/scores',
    request: { body: { unit: 'AP', points: 1, reason: '查阅材料', evidence: '制度汇编' } },
    may: {},
  }),
  at('POST /api/v1/appraisals/:id/decision', {
    path: 'POST /api/v1/appraisals/9999/decision',
    request: { version: 1, body: { action: 'shut', note: '', scorers: [] } },
    may: each(404, 'reviewer'),
  }),
]
const identityRows: Row[] = [
  // Switched off in this city; `identity.test.ts` signs in at a service.
  at('POST /api/v1/session/oidc', { request: { body: { next: '/' } }, may: everyone(409), anonymous: 409 }),
  at('POST /api/v1/session/oidc/finish', {
    request: { body: { query: 'code=1&state=2' } },
    may: everyone(409),
    anonymous: 409,
  }),
  at('GET /api/v1/admin/oidc', { may: each(200, 'admin') }),
  at('PUT /api/v1/admin/oidc', { request: { body: switchedOff }, may: each(200, 'admin') }),
  at('GET /api/v1/admin/identities', { may: each(200, 'admin') }),
  at('POST /api/v1/admin/identities/:id/link', {
    path: 'POST /api/v1/admin/identities/99/link',
    request: { body: { user: 1 } },
    may: each(404, 'admin'),
  }),
  at('POST /api/v1/admin/identities/:id/unlink', {
    path: 'POST /api/v1/admin/identities/99/unlink',
    may: each(404, 'admin'),
  }),
]
const handoverOf = `/api/v1/releases/${release}/handover`
const noRelease = '/api/v1/releases/CG-2098Q1-01/handover'
const emptyMapping = { rows: [], regions: [], states: [] }
const onHandover = (verb: string, tail: string, own: Own): Row => ({
  route: `${verb} /api/v1/releases/:code/handover${tail.split('?')[0]}`,
  path: `${verb} ${handoverOf}${tail}`,
  absent: `${verb} ${noRelease}${tail}`,
  ...own,
})
/** Nothing is mapped in this city; `routes/handover.test.ts` makes files. */
const handoverRows: Row[] = [
  onHandover('GET', '', { may: each(200, ...office) }),
  onHandover('POST', '/trial', { request: { body: { mapping: emptyMapping } }, may: each(200, ...office) }),
  onHandover('POST', '/trial/workbook', { request: { body: { mapping: emptyMapping } }, may: each(200, ...office) }),
  onHandover('PUT', '/mapping', {
    request: { body: { base: 99, note: '试填', mapping: emptyMapping } },
    may: each(409, 'publisher'),
  }),
  onHandover('GET', '/mapping/workbook', { may: each(200, ...office) }),
  onHandover('POST', '/mapping/workbook', { may: each(415, ...office) }),
  onHandover('GET', '/file?format=csv&mapping=1', { may: each(409, 'publisher') }),
]
const sharedRelease = `/releases/${release}`
const shareRows: Row[] = [
  at('GET /api/v1/shares', { may: each(200, ...makers, 'admin') }),
  at('POST /api/v1/shares', {
    request: { body: { address: '/fill', release, purpose: '调度会', hours: 4 } },
    may: each(400, ...makers),
  }),
  at('POST /api/v1/shares/:id/renew', {
    path: 'POST /api/v1/shares/1/renew',
    absent: 'POST /api/v1/shares/9999/renew',
    request: { body: { hours: 4 } },
    may: each(409, ...makers),
  }),
  at('POST /api/v1/shares/:id/revoke', {
    path: 'POST /api/v1/shares/1/revoke',
    absent: 'POST /api/v1/shares/9999/revoke',
    may: each(404, ...makers, 'admin'),
  }),
  at('PUT /api/v1/admin/shares', { request: { body: { isOn: false } }, may: each(200, 'admin') }),
  at('POST /api/v1/shared/:link/open', {
    path: 'POST /api/v1/shared/1/open',
    request: { body: { token: 'x'.repeat(43) } },
    may: everyone(401),
    anonymous: 401,
  }),
  ofShared(''),
  ofShared('/releases'),
  ofShared('/maps', '/maps?period=2026Q2'),
  ofShared('/maps/:id', '/maps/99'),
  ofShared('/releases/:code/overview', `${sharedRelease}/overview`),
  ofShared('/releases/:code/rankings/:measure', `${sharedRelease}/rankings/JN03`),
  ofShared('/releases/:code/rankings/:measure/whole', `${sharedRelease}/rankings/JN03/whole`),
  ofShared('/releases/:code/indicators/:indicator', `${sharedRelease}/indicators/JN03`),
  ofShared('/releases/:code/matrix', `${sharedRelease}/matrix`),
  ofShared('/releases/:code/targets', `${sharedRelease}/targets`),
  ofShared('/releases/:code/targets/:unit', `${sharedRelease}/targets/AP`),
  ofShared('/releases/:code/quality', `${sharedRelease}/quality`),
  ofShared('/releases/:code/equity', `${sharedRelease}/equity`),
  ofShared('/releases/:code/units/:unit', `${sharedRelease}/units/AP`),
  ofShared(
    '/releases/:code/charts/panel',
    `${sharedRelease}/charts/panel?kind=district-ranking&measure=JN03&width=640&height=400`,
  ),
]

/** They end something, so they come last and in this order. */
const lastRows: Row[] = [
  ofPreview('DELETE', '', { may: { reviewer: 204, publisher: 404 } }),
  at('DELETE /api/v1/session', { may: everyone(204) }),
]

export const table: readonly Row[] = [
  ...sessionRows,
  ...entryRows,
  ...reviewRows,
  ...releaseRows,
  ...yardstickRows,
  ...aimRows,
  ...catalogueRows,
  ...mapRows,
  ...matterRows,
  ...registerRows,
  ...taskRows,
  ...followUpRows,
  ...statementRows,
  ...appealRows,
  ...inboxRows,
  ...lookRows,
  ...speechRows,
  ...stampRows,
  ...noticeRows,
  ...schemeRows,
  ...adminRows,
  ...shareRows,
  ...conflictRows,
  ...denominatorRows,
  ...ruleRows,
  ...appraisalRows,
  ...recipeRows,
  ...tokenRows,
  ...identityRows,
  ...handoverRows,
  ...lastRows,
]

/** Served to anybody: the description of the API, without data, and whether the service is well, which names nothing. */
export const documentation = /^GET \/(api\/docs(\*|\/|$)|livez$|readyz$)/
