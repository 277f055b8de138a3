import '../zod-without-eval.ts'
import '../press-without-inline-style.ts'
import './centre-styles.ts'
import { createRoot } from 'react-dom/client'
import { setUpLanguages } from '../i18n/setup.ts'
import { readSettings } from '../settings.ts'
import { CentreApp } from './centre-app.tsx'
import { createFetchCentreClient } from './fetch-centre-client.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

setUpLanguages(readSettings(localStorage).language)
createRoot(root).render(<CentreApp client={createFetchCentreClient()} />)
