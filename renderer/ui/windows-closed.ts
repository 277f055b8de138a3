import { createContext } from 'react'

/** True while nothing may stand over the board: the station is lost, and the page that says so is over everything. */
export const WindowsClosed = createContext(false)
