/** What failed in `npm test`, named where a reader looks first: at the end. Bounded; the whole words stand above it. */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { inRoot } from './root.mjs'

/** As many as somebody reads; when more fail, they fail for few reasons. */
const MOST_NAMED = 30
/** A message with the difference it found, or the first findings of a check. */
const MOST_LINES = 15
const LONGEST_LINE = 300

/** @typedef {{ what: string, message: string }} Failure `what`: a test with its file, or a command */
/** @typedef {{ status: string, title?: string, ancestorTitles?: string[], failureMessages?: string[] }} TestResult */
/** @typedef {{ status: string, name?: string, message?: string, assertionResults: TestResult[] }} FileResult */

/**
 * Every failed test, every file that failed as a whole (it did not load, a hook of it failed), and what Vitest says of
 * errors that belong to no test: those are only in its words.
 * @param {{ testResults: FileResult[] } | undefined} report Vitest's JSON report; undefined when it left none
 * @param {number} exitCode
 * @param {string} words the end of what Vitest said on standard error
 * @returns {Failure[]}
 */
export function failuresOf(report, exitCode, words) {
  const said = stripVTControlCharacters(words)
  /** @type {Failure[]} */
  const failures = []
  for (const file of report?.testResults ?? []) {
    const name = relative(inRoot(), file.name ?? '')
    const tests = file.assertionResults.filter(({ status }) => status === 'failed')
    for (const { ancestorTitles = [], title = '', failureMessages = [] } of tests) {
      const what = [name, ...ancestorTitles, title].filter((word) => word !== '').join(' > ')
      failures.push({ what, message: failureMessages.join('\n') })
    }
    if (file.status !== 'failed' || tests.length > 0) continue
    failures.push({ what: name, message: file.message || saidOfFile(name, said) })
  }
  failures.push(...errorsOfNoTest(said))
  if (failures.length === 0 && (exitCode !== 0 || report === undefined)) {
    failures.push({ what: `vitest ended with code ${exitCode}`, message: lastLines(said) })
  }
  return failures
}

/**
 * A hook's error stands in no report.
 * @param {string} name
 * @param {string} said
 */
function saidOfFile(name, said) {
  const lines = said.split('\n')
  const from = lines.findIndex((line) => line.includes('FAIL') && line.includes(name))
  const to = lines.findIndex((line, i) => i > from && line.startsWith('⎯'))
  return from === -1 ? '' : lines.slice(from, to === -1 ? undefined : to).join('\n')
}

/** @param {string} said */
function errorsOfNoTest(said) {
  const heads = [...said.matchAll(/^⎯+ *(Unhandled Rejection|Uncaught Exception|Unhandled Error) *⎯+$/gm)]
  return heads.map((head, i) => ({
    what: head[1] ?? '',
    message: said.slice(head.index + head[0].length, heads[i + 1]?.index),
  }))
}

/** @param {string} said */
const lastLines = (said) => said.trimEnd().split('\n').slice(-MOST_LINES).join('\n')

/**
 * @param {readonly { part: string, failures?: readonly Failure[] }[]} results
 * @returns {string[]} lines
 */
export function nameFailures(results) {
  const all = results.flatMap(({ part, failures = [] }) => failures.map((it) => ({ part, ...it })))
  const named = all.slice(0, MOST_NAMED)
  const lines = named.flatMap(({ part, what, message }) => [
    `failed: ${part}: ${what}`,
    ...firstLines(message),
  ])
  return all.length > named.length ? [...lines, `and ${all.length - named.length} more failed`] : lines
}

/** @param {string} message */
function firstLines(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    // Where in the test runner it was says nothing.
    .filter((line) => /[^\s⎯]/.test(line) && !/^\s*(at|❯) .*node_modules/.test(line))
  const kept = lines.slice(0, MOST_LINES).map((line) => `    ${line.slice(0, LONGEST_LINE)}`)
  return lines.length > kept.length ? [...kept, `    (${lines.length - kept.length} more lines above)`] : kept
}
