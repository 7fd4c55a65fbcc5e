// Every trial, one line each; the table sorts them itself.
export * from './disk-full.ts'
export * from './held-by-tests.ts'
export * from './kill.ts'
export * from './power-cut.ts'
export * from './soak.ts'
export * from './stop.ts'
export * from './two-writers.ts'
