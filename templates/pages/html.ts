import type { html } from 'hono/html'

/** A piece of a page; values in it are escaped. */
export type Html = ReturnType<typeof html>
