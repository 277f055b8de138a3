/** The responder's page in real Chromium, at the width of a small telephone. */
import { pagesForAll, testStates } from './state-tests.ts'
import { PHONE_LOOKS, PHONE_STATES } from './states/phone.ts'

/** The alarm in every look, the rest in one each, in turns. */
testStates(pagesForAll(), PHONE_STATES, (index) =>
  index === 0 ? PHONE_LOOKS : PHONE_LOOKS.slice(index % 4, (index % 4) + 1),
)
