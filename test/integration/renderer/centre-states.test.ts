/** The operator page of the care centre in real Chromium: its pieces are the board's, so one look at each state does. */
import { LOOKS, pagesForAll, testStates } from './state-tests.ts'
import { CENTRE_STATES } from './states/centre.ts'

testStates(pagesForAll(), CENTRE_STATES, (index) => [LOOKS[index % LOOKS.length] ?? LOOKS[0]])
