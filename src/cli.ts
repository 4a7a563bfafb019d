#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

/** Gives the exit status; null for a use that is not known. */
type Command = (input: string[]) => Promise<number | null>

const USAGE = `\
tinbai inspect [--json] [--raw] MAIL.eml …   prints what tinbai makes of mails; nothing is stored or sent
tinbai editor add NAME EMAIL [ROLE]           lets somebody sign in: chief, editor or accountant; prints where they
                                              set their password (for a known address: a new one)
tinbai editor list | remove EMAIL             who may sign in; ends that at once
tinbai work                                  works on the rows of a service elsewhere (DATABASE_URL)
tinbai gmail authorize                       lets tinbai open a Gmail inbox without a password
tinbai doctor                                checks all that the service needs, and says how to mend what fails
tinbai backup FILE                           writes all rows and files of a service, also a running one, into one file
tinbai restore [--replace] FILE              puts them back where nothing is, or in place of what is there
tinbai status [--json]                       counts what a service has seen and done
`

/** Each is imported when it is asked for: the others do not pay for it. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/backup.ts')).restore,
  gmail: async () => (await import('./commands/gmail.ts')).gmail,
  status: async () => (await import('./commands/status.ts')).status,
  editor: async () => (await import('./commands/editor.ts')).editor,
  work: async () => (await import('./commands/work.ts')).work,
}

// Stripping types and compiling are two thirds of the time a small mail takes; what is compiled is kept by Node.
enableCompileCache()
process.exitCode = await main(process.argv.slice(2))

async function main([name = '', ...input]: readonly string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.() : undefined
    const status = (await command?.(input)) ?? null
    if (status === null) process.stderr.write(USAGE)
    return status ?? 2
  } catch (error) {
    process.stderr.write(`tinbai: ${error instanceof Error ? error.message : error}\n`)
    return 1
  }
}
