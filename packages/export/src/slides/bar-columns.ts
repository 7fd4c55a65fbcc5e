/* Inches of the columns right of a slide's bars. */

export const moveInches = 0.82
export const statusInches = 0.95
