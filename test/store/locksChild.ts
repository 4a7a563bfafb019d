import { Locks } from '../../src/store/locks.ts'

/** Holds a lock until it is killed; arguments: the connection as JSON, the lease in milliseconds, the lock's name. */
const [connection = '', lease, name = ''] = process.argv.slice(2)
const locks = new Locks(JSON.parse(connection), Number(lease))
await locks.take(name)
process.send?.('taken')
