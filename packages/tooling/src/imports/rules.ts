import type { Importer, Target } from './classify.ts'

export type Rule = {
  readonly name: string
  readonly why: string
  readonly isBreach: (from: Importer, to: Target) => boolean
}

/** Workspace → the workspaces it may import (architecture: who may import whom). Itself is always allowed. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: ['domain'],
  charts: ['contract', 'domain'],
  export: ['charts', 'contract', 'domain'],
  db: ['domain'],
  services: ['db', 'contract', 'domain'],
  seeds: ['services', 'db', 'contract', 'domain'],
  api: ['seeds', 'services', 'db', 'export', 'charts', 'contract', 'domain'],
  web: ['charts', 'contract', 'domain'],
  tooling: ['api', 'seeds', 'services', 'db', 'export', 'charts', 'contract', 'domain'],
  root: [],
}

const pure = new Set(['domain', 'contract', 'charts'])
const sqlPackages = new Set(['drizzle-orm', 'better-sqlite3', 'pg', 'node:sqlite'])
const webLayers: Readonly<Record<string, readonly string[]>> = {
  lib: ['charts', 'features', 'app'],
  ui: ['charts', 'features', 'app'],
  charts: ['features', 'app'],
}

/** First segment below apps/web/src: 'features', 'ui'; undefined outside. */
function webLayer(path: string | undefined): string | undefined {
  return path === undefined ? undefined : /^apps\/web\/src\/([^/]+)\//.exec(path)?.[1]
}

function feature(path: string | undefined): string | undefined {
  return path === undefined ? undefined : /^apps\/web\/src\/features\/([^/]+)\//.exec(path)?.[1]
}

export const rules: readonly Rule[] = [
  {
    name: 'direction',
    why: 'Workspaces build on each other in one direction only, so that a figure has one way from table to screen.',
    isBreach: (from, to) =>
      to.workspace !== undefined &&
      to.workspace !== from.workspace &&
      !(from.isTest && to.workspace === 'tooling') &&
      !from.isEndToEnd &&
      !(allowed[from.workspace] ?? []).includes(to.workspace),
  },
  {
    name: 'by-package-name',
    why: 'Another workspace is named by its package (@cg/domain/period), so that a folder can move and this check can see it.',
    isBreach: (from, to) => to.isRelative && to.workspace !== from.workspace,
  },
  {
    name: 'no-node',
    why: 'domain, contract, charts and the web run in the browser: a Node module there works in tests and fails for the user.',
    isBreach: (from, to) =>
      (pure.has(from.workspace) || from.workspace === 'web') && !from.isTest && !from.isConfig && to.isNode,
  },
  {
    name: 'domain-alone',
    why: 'The arithmetic imports nothing, so that it can be read, tested and trusted without knowing any library.',
    isBreach: (from, to) => from.workspace === 'domain' && !from.isTest && to.package !== undefined,
  },
  {
    name: 'sql-in-db-and-services',
    why: 'Only db and services speak SQL: what writes must pass permission, transaction and audit. (tooling measures and inspects.)',
    isBreach: (from, to) =>
      !['db', 'services', 'tooling'].includes(from.workspace) &&
      !from.isTest &&
      (sqlPackages.has(to.package ?? '') || sqlPackages.has(to.specifier)),
  },
  {
    name: 'routes-without-db',
    why: 'A route turns a request into a verb and the result into a reply; a query there would be one without permission.',
    isBreach: (from, to) =>
      from.path.startsWith('apps/api/src/routes/') &&
      !from.isTest &&
      (to.workspace === 'db' || sqlPackages.has(to.package ?? '')),
  },
  {
    name: 'features-apart',
    why: 'Features meet only in apps/web/src/app, so that one screen can change or go without breaking another.',
    isBreach: (from, to) =>
      feature(from.path) !== undefined && feature(to.path) !== undefined && feature(from.path) !== feature(to.path),
  },
  {
    name: 'web-layers',
    why: 'ui knows no indicator and lib no screen: what lies below never imports what is built from it.',
    isBreach: (from, to) =>
      !from.isTest && (webLayers[webLayer(from.path) ?? ''] ?? []).includes(webLayer(to.path) ?? ''),
  },
  {
    name: 'declared',
    why: 'A package works by luck when only another workspace declares it; write it, with its exact version, in the own package.json.',
    isBreach: (from, to) => to.package !== undefined && !from.mayUse(to.package),
  },
  {
    name: 'tests-are-leaves',
    why: 'Code that ships never imports a test or its helpers.',
    isBreach: (from, to) => !from.isTest && !from.isConfig && to.isTest,
  },
]
