import { Socket } from 'node:net'

/*
 * A thread of the process that creates the city. Nobody writes to that process's input, so it ends exactly when the
 * server that holds the other end does, however that came about. A thread, because seeding hardly lets the main one listen.
 */

new Socket({ fd: 0 }).resume().on('close', () => process.kill(process.pid, 'SIGKILL'))
