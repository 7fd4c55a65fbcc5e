import { chooseRelease } from '@cg/contract/release/choose'
import type { ReleaseWish } from '@cg/contract/release/choose'
import type { ReleaseHead } from '@cg/contract/release/head'
import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { equitySearch } from '../features/equity/search.ts'
import { isScoreMissing } from '@cg/contract/first-ranked'
import { overviewSearch } from '../features/overview/search.ts'
import { bulletinSearch } from '../features/bulletin/search.ts'
import { compareSearch } from '../features/compare/search.ts'
import { conflictsSearch } from '../features/conflicts/search.ts'
import { denominatorsSearch } from '../features/denominators/search.ts'
import { differenceSearch } from '../features/publish/search.ts'
import { reviewSearch } from '../features/review/search.ts'
import { cellSearch } from '../shared/cell-search.ts'
import { rankingSearch } from '../features/ranking/search.ts'
import { directorySearch, indicatorSearch } from '../features/indicator/search.ts'
import { adminSearch } from '../features/admin/search.ts'
import { auditSearch } from '../features/audit/search.ts'
import { checkSearch } from '../features/check/search.ts'
import { inboxSearch } from '../features/inbox/search.ts'
import { materialSearch } from '../features/materials/search.ts'
import { releasesSearch } from '../features/releases/search.ts'
import { screenSearch } from '../features/screen/search.ts'
import { speechSearch } from '../features/speech/search.ts'
import { stampSearch } from '../features/stamp/search.ts'
import { unitSearch } from '../features/unit/search.ts'
import { rulesSearch } from '../features/rules/search.ts'
import { schemeSearch } from '../features/scheme/search.ts'
import { tokensSearch } from '../features/tokens/search.ts'
import { talkSearch } from '../features/talk/search.ts'
import { targetsSearch } from '../features/targets/search.ts'
import { ApiError } from '../lib/api.ts'
import { ProblemPanel } from '../shared/problem-panel.tsx'
import { releasesQuery } from '../shared/release.ts'
import { codeIn, parseSearch, stringifySearch, textIn } from '../lib/search.ts'
import { meQuery, welcomeQuery } from '../shared/session.ts'
import { LoadingState } from '../ui/states.tsx'
import { landingPath } from './nav.ts'
import { NotFound } from './not-found.tsx'
import { Frame, ScreenFrame } from './share/frame.tsx'

type RouterContext = { queryClient: QueryClient }

const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound })

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unauthenticated'
}

type SharedSearch = ReleaseWish & { focus?: string | undefined; tab?: string | undefined; order?: string | undefined }

/** Carried from page to page: quarter, pinned publication, highlighted unit. Of this page alone: panels shown as tables, sorted tables. */
function sharedSearch(search: Record<string, unknown>): SharedSearch {
  return {
    p: codeIn(search, 'p'),
    pub: codeIn(search, 'pub'),
    focus: codeIn(search, 'focus'),
    tab: textIn(search, 'tab'),
    order: textIn(search, 'order'),
  }
}

type Guarded = {
  readonly context: RouterContext
  readonly location: { readonly pathname: string; readonly href: string }
}

/** A guest is sent to the sign-in page and back afterwards; a person with a first password to the page that changes it. */
async function requireSession({ context, location }: Guarded): Promise<void> {
  try {
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (me.user.mustChangePassword && location.pathname !== '/password') throw redirect({ to: '/password' })
  } catch (error) {
    if (isSignedOut(error))
      throw redirect({ to: '/signin', search: location.pathname === '/' ? {} : { next: location.href } })
    throw error
  }
}

/** Everything that needs a session, in the frame of the platform. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: Frame,
  validateSearch: sharedSearch,
  search: { middlewares: [retainSearchParams(['p', 'pub', 'focus'])] },
  beforeLoad: requireSession,
})

/**
 * What a page of a release asks for first. Its queries come with the contract of their answers, which the shell does not
 * need, so they are fetched beside the list of releases.
 */
type First<Queries> = {
  readonly load: () => Promise<Queries>
  readonly prefetch: (queries: Queries, head: ReleaseHead) => Promise<unknown>
}

/** Starts loading what a page of a release needs while its code is still on the way. */
async function withRelease<Queries>(
  queryClient: QueryClient,
  wish: ReleaseWish,
  { load, prefetch }: First<Queries>,
): Promise<void> {
  const [{ items, previews }, queries] = await Promise.all([queryClient.ensureQueryData(releasesQuery), load()])
  const choice = chooseRelease(items, wish, previews)
  if (choice.kind === 'found') void prefetch(queries, choice.head)
}

const loadAnswers = () => import('../shared/answers.ts')
const loadMatrix = () => import('../shared/matrix.ts')

const overviewRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: overviewSearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadAnswers,
      prefetch: ({ overviewQuery }, { code }) => queryClient.prefetchQuery(overviewQuery(code)),
    }),
  component: lazyRouteComponent(() => import('../features/overview/page.tsx'), 'OverviewPage'),
})

const rankingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rank',
  validateSearch: rankingSearch,
  loaderDeps: ({ search: { p, pub, by } }) => ({ p, pub, by }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: () => import('../shared/ranking.ts'),
      prefetch: async ({ rankingQuery }, head) => {
        if (!isScoreMissing(head, deps.by))
          return queryClient.prefetchQuery(rankingQuery(head.code, deps.by ?? 'score'))
        const { matrixQuery } = await loadMatrix()
        return queryClient.prefetchQuery(matrixQuery(head.code))
      },
    }),
  component: lazyRouteComponent(() => import('../features/ranking/page.tsx'), 'RankingPage'),
})

const compareRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/compare',
  validateSearch: compareSearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadMatrix,
      prefetch: ({ matrixQuery }, { code }) => queryClient.prefetchQuery(matrixQuery(code)),
    }),
  component: lazyRouteComponent(() => import('../features/compare/page.tsx'), 'ComparePage'),
})

const directoryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/i',
  validateSearch: directorySearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadMatrix,
      prefetch: ({ matrixQuery }, { code }) => queryClient.prefetchQuery(matrixQuery(code)),
    }),
  component: lazyRouteComponent(() => import('../features/indicator/directory-page.tsx'), 'DirectoryPage'),
})

const indicatorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/i/$code',
  validateSearch: indicatorSearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps, params }) =>
    withRelease(queryClient, deps, {
      load: () => import('../shared/indicator.ts'),
      prefetch: ({ indicatorQuery }, { code }) => queryClient.prefetchQuery(indicatorQuery(code, params.code)),
    }),
  component: lazyRouteComponent(() => import('../features/indicator/page.tsx'), 'IndicatorPage'),
})

const unitStartRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/u',
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadMatrix,
      prefetch: ({ matrixQuery }, { code }) => queryClient.prefetchQuery(matrixQuery(code)),
    }),
  component: lazyRouteComponent(() => import('../features/unit/page.tsx'), 'UnitStartPage'),
})

const unitRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/u/$unit',
  validateSearch: unitSearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps, params }) =>
    withRelease(queryClient, deps, {
      load: () => Promise.all([loadMatrix(), loadAnswers()]),
      prefetch: ([{ matrixQuery }, { profileQuery }], { code }) =>
        Promise.all([
          queryClient.prefetchQuery(matrixQuery(code)),
          queryClient.prefetchQuery(profileQuery(code, params.unit)),
        ]),
    }),
  component: lazyRouteComponent(() => import('../features/unit/page.tsx'), 'UnitPage'),
})

const equityRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/equity',
  validateSearch: equitySearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadAnswers,
      prefetch: ({ equityQuery, overviewQuery }, { code }) =>
        Promise.all([queryClient.prefetchQuery(equityQuery(code)), queryClient.prefetchQuery(overviewQuery(code))]),
    }),
  component: lazyRouteComponent(() => import('../features/equity/page.tsx'), 'EquityPage'),
})

const targetsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/targets',
  validateSearch: targetsSearch,
  loaderDeps: ({ search: { p, pub } }) => ({ p, pub }),
  loader: ({ context: { queryClient }, deps }) =>
    withRelease(queryClient, deps, {
      load: loadAnswers,
      prefetch: ({ cityTargetsQuery }, { code }) => queryClient.prefetchQuery(cityTargetsQuery(code)),
    }),
  component: lazyRouteComponent(() => import('../features/targets/page.tsx'), 'TargetsPage'),
})

/** 大屏 stands without the frame: a wall has no menu. */
const screenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/screen',
  validateSearch: (search: Record<string, unknown>) => ({ ...sharedSearch(search), ...screenSearch(search) }),
  beforeLoad: requireSession,
  component: ScreenFrame,
})

const releasesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/releases',
  validateSearch: releasesSearch,
  component: lazyRouteComponent(() => import('../features/releases/page.tsx'), 'ReleasesPage'),
})

const bulletinRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials/bulletin',
  validateSearch: bulletinSearch,
  component: lazyRouteComponent(() => import('../features/bulletin/page.tsx'), 'BulletinPage'),
})

const handoverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/releases/$code/handover',
  component: lazyRouteComponent(() => import('../features/handover/page.tsx'), 'HandoverPage'),
})

const speechRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials/speech',
  validateSearch: speechSearch,
  component: lazyRouteComponent(() => import('../features/speech/page.tsx'), 'SpeechPage'),
})

const talkRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials/talk',
  validateSearch: talkSearch,
  component: lazyRouteComponent(() => import('../features/talk/page.tsx'), 'TalkPage'),
})

const stampRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials/check',
  validateSearch: stampSearch,
  component: lazyRouteComponent(() => import('../features/stamp/page.tsx'), 'StampPage'),
})

const sharesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/shares',
  component: lazyRouteComponent(() => import('../features/shares/page.tsx'), 'SharesPage'),
})

const tokensRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tokens',
  validateSearch: tokensSearch,
  component: lazyRouteComponent(() => import('../features/tokens/tokens-page.tsx'), 'TokensPage'),
})

const passwordRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/password',
  component: lazyRouteComponent(() => import('../features/session/password-page.tsx'), 'PasswordPage'),
})

const workRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fill',
  component: lazyRouteComponent(() => import('../features/fill/work-page.tsx'), 'WorkPage'),
})

const formRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fill/$period/$form/$reporter',
  validateSearch: cellSearch,
  component: lazyRouteComponent(() => import('../features/fill/form-page.tsx'), 'FormPage'),
})

const sheetRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/fill/$period/$form/$reporter/sheet',
  component: lazyRouteComponent(() => import('../features/fill/sheet-page.tsx'), 'SheetPage'),
})

const reviewRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/review',
  validateSearch: reviewSearch,
  component: lazyRouteComponent(() => import('../features/review/review-page.tsx'), 'ReviewPage'),
})

const reviewFormRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/review/$period/$form/$reporter',
  validateSearch: cellSearch,
  component: lazyRouteComponent(() => import('../features/review/review-form-page.tsx'), 'ReviewFormPage'),
})

const differenceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/releases/difference',
  validateSearch: differenceSearch,
  component: lazyRouteComponent(() => import('../features/publish/difference-page.tsx'), 'DifferencePage'),
})

const publishRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publish',
  component: lazyRouteComponent(() => import('../features/publish/publish-page.tsx'), 'PublishPage'),
})

const schemeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/scheme',
  validateSearch: schemeSearch,
  component: lazyRouteComponent(() => import('../features/scheme/scheme-page.tsx'), 'SchemePage'),
})

const matterRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/matters',
  component: lazyRouteComponent(() => import('../features/matter/matter-page.tsx'), 'MatterPage'),
})

const registersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/registers',
  component: lazyRouteComponent(() => import('../features/register/list-page.tsx'), 'RegistersPage'),
})

const registerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/registers/$kind',
  component: lazyRouteComponent(() => import('../features/register/page.tsx'), 'RegisterPage'),
})

const departmentsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/departments',
  component: lazyRouteComponent(() => import('../features/departments/page.tsx'), 'DepartmentsPage'),
})

/** One file for both pages. */
const loadTasks = () => import('../features/tasks/page.tsx')

const tasksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tasks',
  component: lazyRouteComponent(loadTasks, 'TasksPage'),
})

const followUpsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/follow-ups',
  component: lazyRouteComponent(loadTasks, 'FollowUpsPage'),
})

const appraisalRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/appraisals',
  component: lazyRouteComponent(() => import('../features/appraisal/page.tsx'), 'AppraisalPage'),
})

const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
})

const materialsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials',
  component: lazyRouteComponent(() => import('../features/materials/materials-page.tsx'), 'MaterialsPage'),
})

const materialRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/materials/$id',
  validateSearch: materialSearch,
  component: lazyRouteComponent(() => import('../features/materials/material-page.tsx'), 'MaterialPage'),
})

const checkRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/check',
  validateSearch: checkSearch,
  component: lazyRouteComponent(() => import('../features/check/check-page.tsx'), 'CheckPage'),
})

const statementRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/statements',
  validateSearch: (search: Record<string, unknown>) => ({ quarter: codeIn(search, 'quarter') }),
  component: lazyRouteComponent(() => import('../features/statement/statement-page.tsx'), 'StatementPage'),
})

const yardstickRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/yardsticks',
  component: lazyRouteComponent(() => import('../features/yardstick/yardstick-page.tsx'), 'YardstickPage'),
})

const aimRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/aims',
  component: lazyRouteComponent(() => import('../features/aim/aim-page.tsx'), 'AimPage'),
})

const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/admin',
  validateSearch: adminSearch,
  component: lazyRouteComponent(() => import('../features/admin/admin-page.tsx'), 'AdminPage'),
})

const denominatorsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/denominators',
  validateSearch: denominatorsSearch,
  component: lazyRouteComponent(() => import('../features/denominators/denominators-page.tsx'), 'DenominatorsPage'),
})

const conflictsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/conflicts',
  validateSearch: conflictsSearch,
  component: lazyRouteComponent(() => import('../features/conflicts/conflicts-page.tsx'), 'ConflictsPage'),
})

const rulesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rules',
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import('../features/rules/rules-page.tsx'), 'RulesPage'),
})

const auditRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})

/** Where a person belongs after signing in. */
const landingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/landing',
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    throw redirect({ href: landingPath(me), replace: true })
  },
})

/** Only a path of this site; a link cannot send a person elsewhere after signing in. */
function signInSearch({ next }: Record<string, unknown>): { next?: string | undefined } {
  return { next: typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : undefined }
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signin',
  validateSearch: signInSearch,
  beforeLoad: async ({ context }) => {
    // The page asks again and says what went wrong.
    const welcome = await context.queryClient.fetchQuery(welcomeQuery).catch(() => null)
    if (welcome?.needsFirstAdmin) throw redirect({ to: '/first-run' })
  },
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
})

type Brought = { code?: string; state?: string; iss?: string; error?: string }

/** What the identity service sends along is the server's to judge: it passes through as it is. */
function identitySearch(search: Record<string, unknown>): Brought {
  const keys = ['code', 'state', 'iss', 'error'] as const
  return Object.fromEntries(keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])))
}

const identityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signin/oidc',
  validateSearch: identitySearch,
  component: lazyRouteComponent(() => import('../features/session/identity-page.tsx'), 'IdentityPage'),
})

const firstRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-run',
  component: lazyRouteComponent(() => import('../features/session/first-run-page.tsx'), 'FirstRunPage'),
})

const routeTree = rootRoute.addChildren([
  signedInRoute.addChildren([
    overviewRoute,
    rankingRoute,
    compareRoute,
    directoryRoute,
    indicatorRoute,
    unitStartRoute,
    unitRoute,
    equityRoute,
    targetsRoute,
    releasesRoute,
    bulletinRoute,
    handoverRoute,
    speechRoute,
    talkRoute,
    stampRoute,
    sharesRoute,
    tokensRoute,
    passwordRoute,
    landingRoute,
    workRoute,
    formRoute,
    sheetRoute,
    reviewRoute,
    reviewFormRoute,
    differenceRoute,
    publishRoute,
    schemeRoute,
    yardstickRoute,
    aimRoute,
    matterRoute,
    registersRoute,
    registerRoute,
    departmentsRoute,
    tasksRoute,
    followUpsRoute,
    appraisalRoute,
    statementRoute,
    materialsRoute,
    materialRoute,
    checkRoute,
    inboxRoute,
    adminRoute,
    rulesRoute,
    conflictsRoute,
    denominatorsRoute,
    auditRoute,
  ]),
  screenRoute,
  signInRoute,
  identityRoute,
  firstRunRoute,
])

/** With a base: the pages of a link for a meeting. */
export function createAppRouter(queryClient: QueryClient, basepath = '/') {
  return createRouter({
    routeTree,
    basepath,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: () => <LoadingState shape="cards" />,
    defaultErrorComponent: ({ error, reset }) => <ProblemPanel error={error} onRetry={reset} />,
    defaultNotFoundComponent: NotFound,
    Wrap: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
