/** The operator page of the care centre in real Chromium. */
import { pagesForAll, testStates } from './state-tests.ts'
import { CENTRE_STATES } from './states/centre.ts'

testStates(pagesForAll(), CENTRE_STATES)
