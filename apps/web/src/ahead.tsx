import { RouterProvider, createMemoryHistory } from '@tanstack/react-router'
import { renderToStaticMarkup } from 'react-dom/server'
import { createAppRouter } from './app/router.tsx'
import { bringFirstAnswers } from './lib/first-answers.ts'
import { createQueryClient } from './lib/query-client.ts'
import { mapHeadQuery } from './shared/city-map.ts'
import { ToastProvider } from './ui/toast.tsx'

/*
 * What a page shows before its program has come: the page itself, drawn on the server from the answers that go out with it
 * (docs: README, "A cold visit"). It runs in a thread of the server and asks for nothing.
 */

export type Ahead = { readonly address: string; readonly period: string; readonly answers: Record<string, unknown> }

/**
 * The HTML of a page; null where the answers are not enough to draw it.
 *
 * @public Called by a thread of the server.
 */
export async function drawAhead({ address, period, answers }: Ahead): Promise<string | null> {
  bringFirstAnswers(answers)
  const queryClient = createQueryClient()
  const router = createAppRouter(queryClient)
  const history = createMemoryHistory({ initialEntries: [address] })
  // Its way to keep the scroll is a script of its own, which a page of ours may not hold.
  router.update({ ...router.options, history, scrollRestoration: false })
  await router.load()
  await queryClient.prefetchQuery(mapHeadQuery(period))
  while (queryClient.isFetching() > 0) await new Promise((resolve) => setTimeout(resolve, 1))
  const html = renderToStaticMarkup(
    <ToastProvider>
      <RouterProvider router={router} />
    </ToastProvider>,
  )
  queryClient.clear()
  return html.includes('kpi-number') && !html.includes('<script') ? html : null
}
