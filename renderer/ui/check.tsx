import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField, type CheckboxFieldProps } from 'react-aria-components'

type CheckProps = Pick<CheckboxFieldProps, 'value' | 'isSelected' | 'isDisabled' | 'onChange'> & {
  readonly children: ReactNode
}

/** A box to tick with its words beside it; alone, or one of a group by its `value`. */
export function Check({ children, ...field }: CheckProps) {
  return (
    <CheckboxField {...field}>
      <CheckboxButton className="check">
        <span className="check-box" aria-hidden="true" />
        {children}
      </CheckboxButton>
    </CheckboxField>
  )
}
