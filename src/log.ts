import { type Logger, pino } from 'pino'
import type { LogLevel } from './settings.ts'

export type Log = Logger

/**
 * JSON lines on stdout. Callers give ids and codes only; of an error the log keeps its kind, code and places in our
 * code, not its message, since messages of parsers and servers may quote a mail.
 */
export function openLog(level: LogLevel): Log {
  return pino({ level, base: null, serializers: { error: withoutMessage } })
}

function withoutMessage(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error }
  return {
    kind: error.name,
    code: (error as NodeJS.ErrnoException).code,
    at: placesOf(error),
    ...(error.cause === undefined ? {} : { cause: withoutMessage(error.cause) }),
  }
}

/** The lines `at …` of a stack. */
function placesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 6)
    .map(line => line.trim())
}
