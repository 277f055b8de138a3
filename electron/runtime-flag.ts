/** Passed to the sandboxed preload script, which can read no file, when the runtime is an official release. */
export const OFFICIAL_RUNTIME_FLAG = '--tryggvakt-official-runtime'
