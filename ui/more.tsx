import type { ReactNode } from 'react'
import classes from './more.module.css'

/** What only some readers want to see, behind a line of text. */
export const More = ({ label, children }: { label: string; children: ReactNode }) => (
  <details className={classes.more}>
    <summary>{label}</summary>
    {children}
  </details>
)
