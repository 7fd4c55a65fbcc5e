/**
 * Keeps V8 from making faster ways into WebAssembly out of slow ones. As it gives back those that it made, Node 24 sometimes
 * ends the whole process ("Check failed: jit_page.has_value()", in WasmImportWrapperCache::Free under
 * Runtime_TierUpWasmToJSWrapper; nodejs/node issue 64500), most where threads come and go. The WebAssembly we have is Node's
 * own, behind `fetch` and the stripping of types, and is called too seldom for the difference to be felt.
 */
export const steadyWasm = '--wasm-wrapper-tiering-budget=2147483647'
