import { editorsAsText, invitedAsText, removedAsText } from '../../templates/editors.ts'
import { ROLES } from '../domain.ts'
import { openGround } from '../ground.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { addEditor, listEditors, removeEditor } from '../store/editors.ts'
import { setUpAddress } from '../web/access.ts'

/** Says what is to be printed. */
type Work = (database: Database, settings: Settings) => Promise<string>

/**
 * Who may sign in, beside a running service or without one.
 *
 * @throws with a sentence for the operator where it cannot be done
 */
export async function editor([action, ...input]: string[]): Promise<number | null> {
  const work = readWork(action, input)
  if (work === null) return null
  const settings = readSettings()
  await using stack = new AsyncDisposableStack()
  const { connection } = await openGround(settings, 'beside', stack, () => undefined)
  const database = await openDatabase(connection)
  stack.defer(() => database.destroy())
  process.stdout.write(await work(database, settings))
  return 0
}

function readWork(action: string | undefined, input: readonly string[]): Work | null {
  if (action === 'list' && input.length === 0) return async database => editorsAsText(await listEditors(database))
  if (action === 'remove' && input.length === 1) return remove(input[0] ?? '')
  return action === 'add' ? add(input) : null
}

/** The first is the chief; whoever comes later an editor, if nothing else is said. */
function add([name = '', email = '', role, ...more]: readonly string[]): Work | null {
  const known = ROLES.find(one => one === role)
  if (name === '' || !/^\S+@\S+$/.test(email) || (role !== undefined && known === undefined) || more.length > 0)
    return null
  return async (database, { http }) => {
    const code = await addEditor(database, { name, email: email.toLowerCase(), role: known ?? null }, new Date())
    const host = http.host.includes(':') ? `[${http.host}]` : http.host
    return invitedAsText(name, setUpAddress(http.publicUrl ?? `http://${host}:${http.port}`, code))
  }
}

function remove(email: string): Work {
  return async database => {
    if (await removeEditor(database, email.toLowerCase(), new Date())) return removedAsText(email)
    throw new Error(`${email} is nobody who may sign in. See: npx tinbai editor list`)
  }
}
