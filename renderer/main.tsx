import './zod-without-eval.ts'
import './press-without-inline-style.ts'
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { setUpLanguages } from './i18n/setup.ts'
import { readSettings } from './settings.ts'
import { loadForNewKey, takeAddressFromPage } from './start/station-address.ts'
import { createTrpcStationClient } from './trpc-station-client.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

setUpLanguages(readSettings(localStorage).language)
const shell = window.tryggvaktShell ?? null
if (shell === null) loadForNewKey(window)
createRoot(root).render(
  <App
    shell={shell}
    address={shell === null ? takeAddressFromPage(window) : null}
    connect={createTrpcStationClient}
  />,
)
