/* Apart from what the shell of the web reads of pages. */

/** Which statements of the speech are listed: those behind their target, without a figure, that cannot be measured. */
export const talkFilters = ['unmet', 'lacking', 'unmeasured'] as const
export type TalkFilter = (typeof talkFilters)[number]
