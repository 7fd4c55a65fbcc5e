// Apart from what stands in a column: every page asks for the media type, few read it.

/** Asked for in `Accept`, and told in `Content-Type`. */
export const columnsMediaType = 'application/vnd.cg.columns+json'

/** Answers that are shorter as JSON are sent as they are. */
export const columnsFromBytes = 100_000
