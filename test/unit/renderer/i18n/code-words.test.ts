/** Every code that a driver can send to a technician has its sentence in both languages. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import * as protocols from '../../../../device-drivers/protocols.ts'
import type { Protocol } from '../../../../device-drivers/protocol-driver.ts'
import { protocolInfo } from '../../../../station/technician/protocol-info.ts'
import { discardWords, faultWords, noticeWords } from '../../../../renderer/i18n/code-words.ts'
import en from '../../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../../resources/locales/nb.json' with { type: 'json' }

const DRIVERS = path.resolve(import.meta.dirname, '../../../../device-drivers')
const sources = readdirSync(DRIVERS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('simulat'))
  .map((name) => {
    const text = readFileSync(path.join(DRIVERS, name), 'utf8')
    return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  })
const constants = new Map(sources.flatMap(constantsOf))

it.each([
  ['remark', 'notice', sources.flatMap(noticeCodes)],
  ['fault', 'fault', sources.flatMap(faultCodes)],
] as const)('every %s of a driver', (_what, part, found) => {
  const codes = [...new Set(found)].sort()
  expect(codes.length).toBeGreaterThan(5)
  for (const words of [nb, en]) {
    expect(codes.filter((code) => !Object.hasOwn(words.technician[part], code))).toEqual([])
  }
})

it('what a station itself notices of a receiver, and nothing that nobody raises', () => {
  const own = ['partner-silent', 'unstable']
  const literals = new Set([
    ...own,
    ...sources
      .flatMap(nodesOf)
      .filter((node) => ts.isStringLiteral(node))
      .map(({ text }) => text),
  ])
  for (const { fault, notice } of [nb.technician, en.technician]) {
    expect(own.filter((code) => !Object.hasOwn(fault, code))).toEqual([])
    expect([...Object.keys(fault), ...Object.keys(notice)].filter((code) => !literals.has(code))).toEqual([])
  }
})

it('every setting that can be written, and its choices', () => {
  const all = Object.values(protocols)
    .filter((exported): exported is typeof protocols.SERIAL_PROTOCOLS => Array.isArray(exported))
    .flatMap((list): readonly Protocol[] => list)
    .flatMap(({ deviceSettings }) => deviceSettings)
  expect(all.length).toBeGreaterThan(10)
  for (const { setting, settingChoice } of [nb.technician, en.technician]) {
    expect(all.filter(({ name }) => !Object.hasOwn(setting, name)).map(({ name }) => name)).toEqual([])
    const choices = all.flatMap((it) => it.choices ?? [])
    expect(choices.filter((choice) => !Object.hasOwn(settingChoice, choice))).toEqual([])
  }
})

it('every question that a driver asks at setting up, every answer, profile and model', () => {
  const all = [...protocols.SERIAL_PROTOCOLS, ...protocols.BLUETOOTH_PROTOCOLS].map((protocol) =>
    protocolInfo(protocol),
  )
  const fields = all.flatMap(({ receiverFields, deviceFields }) => [
    ...receiverFields,
    ...Object.values(deviceFields).flat(),
  ])
  expect(fields.length).toBeGreaterThan(20)
  for (const { setup, profile, variant, frames } of [nb.technician, en.technician]) {
    expect(fields.filter(({ name }) => !Object.hasOwn(setup.field, name))).toEqual([])
    const choices = fields.flatMap((it) => it.choices)
    expect(choices.filter((choice) => !Object.hasOwn(setup.choice, choice))).toEqual([])
    expect(all.flatMap((it) => it.profiles).filter((id) => !Object.hasOwn(profile, id))).toEqual([])
    expect(all.flatMap((it) => it.variants).filter((id) => !Object.hasOwn(variant, id))).toEqual([])
    const facts = all.flatMap((it) => it.inspectorFacts)
    expect(facts.filter(({ name }) => !Object.hasOwn(frames.fact, name))).toEqual([])
  }
})

it('a code of a newer station is shown as it is', () => {
  const t = ((key: string, data?: object) => `${key} ${JSON.stringify(data ?? {})}`) as never
  expect(noticeWords('constructor', {}, t)).toBe('technician.code.notice {"code":"constructor"}')
  expect(faultWords('spun-out', t)).toBe('technician.code.fault {"code":"spun-out"}')
  expect(discardWords('toString', t)).toBe('toString')
})

/** Of `notice(…)` and of effects `{ type: 'notice', code }`. */
function noticeCodes(file: ts.SourceFile): string[] {
  return nodesOf(file).flatMap((node) => {
    if (ts.isCallExpression(node) && /(^|\.)notice$/.test(node.expression.getText())) {
      return node.arguments.flatMap((argument) => (ts.isStringLiteral(argument) ? [argument.text] : []))
    }
    return isObjectOf(node, 'type', 'notice') ? valueOf(node, 'code') : []
  })
}

/** Of `{ type: 'port-fault', code }` and of events `{ kind: 'fault', value }`. */
function faultCodes(file: ts.SourceFile): string[] {
  return nodesOf(file).flatMap((node) => {
    if (isObjectOf(node, 'type', 'port-fault')) return valueOf(node, 'code')
    return isObjectOf(node, 'kind', 'fault') ? valueOf(node, 'value') : []
  })
}

function isObjectOf(node: ts.Node, name: string, value: string): node is ts.ObjectLiteralExpression {
  return ts.isObjectLiteralExpression(node) && valueOf(node, name).includes(value)
}

/** The property's text, written there or in a constant of the drivers. */
function valueOf(node: ts.ObjectLiteralExpression, name: string): string[] {
  return node.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== name) return []
    const value = ts.isAsExpression(property.initializer)
      ? property.initializer.expression
      : property.initializer
    if (ts.isStringLiteral(value)) return [value.text]
    return ts.isIdentifier(value) ? (constants.get(value.text) ?? []) : []
  })
}

function constantsOf(file: ts.SourceFile): [string, string[]][] {
  return nodesOf(file).flatMap((node): [string, string[]][] => {
    if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return []
    const value = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer
    return ts.isStringLiteral(value) ? [[node.name.getText(), [value.text]]] : []
  })
}

function nodesOf(file: ts.SourceFile): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node) => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return nodes
}
