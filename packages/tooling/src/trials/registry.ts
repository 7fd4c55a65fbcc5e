// Every trial, one line each; the table sorts them itself.
export * from './held-by-tests.ts'
