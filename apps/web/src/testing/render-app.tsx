import { RouterProvider, createMemoryHistory } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { createAppRouter } from '../app/router.tsx'
import { createQueryClient } from '../lib/query-client.ts'
import { ToastProvider } from '../ui/toast.tsx'

/** The whole app at an address, as in the browser but with its history in memory. */
export function renderApp(address: string) {
  const router = createAppRouter(createQueryClient())
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) })
  const view = render(
    <ToastProvider>
      <RouterProvider router={router} />
    </ToastProvider>,
  )
  return { router, ...view }
}
