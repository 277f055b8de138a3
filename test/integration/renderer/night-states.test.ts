/** The night room's windows in real Chromium. */
import { pagesForAll, testStates } from './state-tests.ts'
import { NIGHT_STATES } from './states/night.ts'

testStates(pagesForAll(), NIGHT_STATES)
