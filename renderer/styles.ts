/** Every style sheet of the page, in the order in which they build on each other. */
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/board.css'
import './ui/detail.css'
import './ui/windows.css'
import './ui/technician.css'
import './ui/technician-device.css'
