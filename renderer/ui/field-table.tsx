import type { z } from 'zod'
import type { FrameFieldSchema } from '../../shared/api/alarm-calls.ts'
import { fieldWords, valueWords } from '../i18n/frame-words.ts'
import { useWords } from '../i18n/use-words.ts'

interface FieldTableProps {
  readonly protocol: string | null
  readonly fields: readonly z.infer<typeof FrameFieldSchema>[]
}

/** A frame field by field, in words. */
export function FieldTable({ protocol, fields }: FieldTableProps) {
  const { t, language } = useWords()
  if (fields.length === 0) return null
  return (
    <table className="fields">
      <thead>
        <tr>
          <th scope="col">{t('why.field')}</th>
          <th scope="col">{t('why.value')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => (
          <tr key={`${field.name} ${String(index)}`}>
            <th scope="row">{fieldWords(protocol, field.name, language)}</th>
            <td>{valueWords(protocol, field.name, field.value, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The frame's bytes, two digits each. */
export function FrameBytes({ raw }: { readonly raw: string }) {
  return <code className="frame">{raw.replace(/(..)(?=.)/g, '$1 ')}</code>
}
