/** Marks our files for `file` and for the foreign-file check: 'CGJC'. */
export const applicationId = 0x43474a43
