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
  lib: ['ui', 'shared', 'charts', 'features', 'app'],
  ui: ['lib', 'shared', 'charts', 'features', 'app'],
  shared: ['charts', 'features', 'app'],
  charts: ['features', 'app'],
}

/** Rooms of a folder from the ground up: a room imports lower floors only; files beside the rooms are everybody's vocabulary. */
export const houses: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'packages/domain/src': [
    ['form', 'number', 'place'],
    ['expression', 'rank', 'statistics'],
    ['figure', 'check', 'target', 'equity', 'register', 'task'],
    ['score'],
    ['index'],
    ['certainty', 'why'],
    ['claim'],
    ['speech'],
  ],
  'packages/services/src/release': [['stored'], ['input'], ['compute'], ['facts'], ['publish', 'read']],
  'packages/services/src': [['release'], ['scheme']],
}

/** Floor of `path` in the house; -1 beside the rooms, undefined outside. */
function floorOf(house: string, path: string | undefined): { room: string; floor: number } | undefined {
  if (path?.startsWith(`${house}/`) !== true) return undefined
  const [room = '', ...rest] = path.slice(house.length + 1).split('/')
  const floor = rest.length === 0 ? -1 : (houses[house] ?? []).findIndex((rooms) => rooms.includes(room))
  return { room, floor }
}

function climbs(house: string, from: Importer, to: Target): boolean {
  const [below, above] = [floorOf(house, from.path), floorOf(house, to.path)]
  if (below === undefined || above === undefined || below.room === above.room) return false
  return below.floor >= 0 && above.floor >= below.floor
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
    name: 'floors',
    why: 'A room imports only rooms on floors below its own (houses in rules.ts), so that the way of a figure can be read from the names.',
    isBreach: (from, to) => !from.isTest && Object.keys(houses).some((house) => climbs(house, from, to)),
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
