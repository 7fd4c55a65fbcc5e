/**
 * True where a page is drawn before its program runs: on the server, which knows neither the window nor what this browser
 * keeps. What depends on them takes its first shape there, and its own when the program has come.
 */
export const isDrawnAhead = typeof window === 'undefined'
