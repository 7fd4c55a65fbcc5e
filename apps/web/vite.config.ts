import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { devMock } from './dev-mock.ts'
import { precompress } from './precompress.ts'
import { themeCss } from './theme-css.ts'

const api = process.env['API'] ?? 'http://127.0.0.1:3000'

const tokens: Plugin = {
  name: 'theme-tokens',
  resolveId: (id) => (id === 'virtual:tokens.css' ? '\0tokens.css' : null),
  load: (id) => (id === '\0tokens.css' ? themeCss() : null),
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tokens, precompress(), ...(process.env['MOCK'] === '1' ? [devMock()] : [])],
  // Fastify puts a fresh value in the place of this mark on every page it serves.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'chrome88',
    cssTarget: 'chrome88',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // The shell lists every chunk of the program: their names alone are half a kilobyte that does not compress.
        chunkFileNames: 'assets/[hash].js',
        // What every page needs of the libraries is one file: a dozen small ones compress worse.
        codeSplitting: {
          groups: [
            {
              name: 'library',
              test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack[\\/](?:react-query|query-core|react-router|router-core|history|react-store|store))[\\/]/,
            },
            {
              // And what every page needs of ours, for the same reason.
              name: 'frame',
              test: /apps[\\/]web[\\/]src[\\/](?:ui[\\/](?:states|button|icons)|lib[\\/](?:api|shared-link)|shared[\\/]session)\.tsx?$|packages[\\/]contract[\\/]src[\\/](?:schema|type|route|session|shared-path|release[\\/]head)\.ts$/,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': api } },
})
