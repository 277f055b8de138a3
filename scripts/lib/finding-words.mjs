/** What the station found missing on the machine, as a sentence for whoever typed `npm start`. */
import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'

/**
 * @param {string} line of the station's log
 * @returns {string} the same line where it tells of something else
 */
export function findingWords(line) {
  if (!line.includes('"command":')) return line
  const { code, command } = fieldsOf(line)
  if (typeof code !== 'string') return line
  const { finding } = fieldsOf(readFileSync(inRoot('resources', 'locales', 'en.json'), 'utf8'))
  const words = new Map(Object.entries(finding ?? {})).get(code)
  if (typeof words !== 'string') return line
  return typeof command === 'string' ? `${words} Run: ${command}` : words
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>} none where it is no JSON
 */
function fieldsOf(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
