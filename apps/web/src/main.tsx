import './lib/polyfills.ts'
import 'virtual:tokens.css'
import './app/tokens.css'
import './app/base.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAppRouter } from './app/router.tsx'
import { reloadOnMissingParts } from './lib/missing-parts.ts'
import { createQueryClient } from './lib/query-client.ts'
import { sharedLink } from './lib/shared-link.ts'
import { applyTheme, followSystem, readLinkedTheme } from './lib/use-theme.ts'
import { ToastProvider } from './ui/toast.tsx'

// The dialogs' scroll lock writes a <style>; it reads its nonce from this name.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce
if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce })

readLinkedTheme(window.location.search)
applyTheme()
followSystem()

reloadOnMissingParts(() => window.location.reload())

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root')
const root = createRoot(element)
const link = sharedLink()

if (link === null) {
  const router = createAppRouter(createQueryClient())
  root.render(
    <StrictMode>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </StrictMode>,
  )
  const first = document.getElementById('first-page')
  if (first !== null) void import('./lib/first-page.ts').then(({ changeWhenDrawn }) => changeWhenDrawn(first, element))
} else void import('./app/share/start.tsx').then(({ openLink }) => openLink(link, root))
