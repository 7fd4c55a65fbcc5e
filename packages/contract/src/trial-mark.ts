/** Stands on every screen and in every file that shows a trial. */
export const trialMark = '试算，非正式'
