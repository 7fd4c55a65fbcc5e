export { severalProcesses } from '../postgres/several-processes.ts'
