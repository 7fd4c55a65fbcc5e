/** What a memory stick, a mail and an old PC take without a thought (H9). */
export const bookBytes = 3 * 2 ** 20
