/** `npm run soak -- PART`: the program is `test/soak/main.ts`. */
import { runBundled } from './lib/bundled-entry.mjs'
import { runMain } from './lib/say.mjs'

await runMain(() => runBundled('soak'))
