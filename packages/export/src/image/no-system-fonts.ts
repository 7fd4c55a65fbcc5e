/* Imported before the canvas: it would load every font of the machine, slowly, and draw what ours lack differently on each. */
process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1'
