const longestWaitMs = 10_000
const stepMs = 100

const isLate = () => document.querySelector('[data-late-on-paper]') !== null

/** Prints the page once nothing on it is still on its way; after ten seconds as it is, with words where something lacks. */
export async function printPage(): Promise<void> {
  for (let waited = 0; isLate() && waited < longestWaitMs; waited += stepMs)
    await new Promise((resolve) => setTimeout(resolve, stepMs))
  window.print()
}
