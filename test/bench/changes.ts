/** The part of the board's bench that measures changes, alone. */
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { Answering } from './board/answering.ts'
import { measureChanges } from './board/changes.ts'
import { openFullHouse } from './board/full-house.ts'
import { launch, openMeasured } from './board/measured-window.ts'
import { heading, print } from './figures.ts'

export async function benchChanges(open: number): Promise<void> {
  if (process.env['DISPLAY'] === undefined) {
    print('\nchanges: not run, there is no display; install xvfb')
    return
  }
  heading(`A change of the board with ${String(open)} open alarms`)
  const cleanUp = new CleanUp()
  try {
    const house = await openFullHouse(cleanUp, `${await temporaryFolder(cleanUp)}/station`, open)
    const answering = await Answering.on(cleanUp, house.station)
    const app = await launch(cleanUp, '.', '--data', house.station.data)
    const page = await app.firstWindow()
    await page.waitForSelector('.card')
    await openMeasured(page)
    await measureChanges(page, house.wires, answering)
  } finally {
    await cleanUp.run()
  }
}
