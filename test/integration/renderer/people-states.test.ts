/** Signing in, shifts and the people's room in real Chromium. */
import { pagesForAll, testStates } from './state-tests.ts'
import { PEOPLE_STATES } from './states/people.ts'

testStates(pagesForAll(), PEOPLE_STATES)
