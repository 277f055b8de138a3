/** The responder's card and the residents' room in real Chromium. */
import { pagesForAll, testStates } from './state-tests.ts'
import { RESIDENTS_STATES } from './states/residents.ts'

testStates(pagesForAll(), RESIDENTS_STATES)
