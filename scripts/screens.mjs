/** `npm run screens`: every picture of `docs/screens` anew, made by the tests that look at every state of the screens. */
import { readdirSync, rmSync } from 'node:fs'
import { endWithSignals, start } from './lib/processes.mjs'
import { inRoot } from './lib/root.mjs'
import { runMain } from './lib/say.mjs'

const FOLDER = inRoot('docs', 'screens')
const ROOMS = ['board', 'centre', 'night', 'people', 'phone', 'residents', 'technician']

await runMain(async () => {
  endWithSignals('group')
  for (const name of readdirSync(FOLDER)) if (name.endsWith('.png')) rmSync(`${FOLDER}/${name}`)
  const files = ROOMS.map((room) => `test/integration/renderer/${room}-states.test.ts`)
  const child = start(
    inRoot('node_modules', '.bin', 'vitest'),
    ['run', '--project', 'integration', ...files],
    {
      stdio: 'inherit',
      env: { ...process.env, TRYGGVAKT_SCREENS: '1', NODE_ENV: 'test' },
    },
  )
  return await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
})
