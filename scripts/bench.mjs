/** `npm run bench [-- …]`: the program is `test/bench/main.ts`. */
import { runBundled } from './lib/bundled-entry.mjs'
import { runMain } from './lib/say.mjs'

await runMain(() => runBundled('bench'))
