import { openLog } from '../src/log.ts'
import { greeting, startService } from '../src/main.ts'
import { readSettings } from '../src/settings.ts'

/** The service as its own process, which kills itself after the step named on the command line ("submission file"). */
const crashAfter = process.argv[2]

const settings = readSettings()
const service = await startService(settings, openLog(settings.logLevel), {
  observe: (pipeline, step) => {
    if (`${pipeline} ${step}` === crashAfter) process.kill(process.pid, 'SIGKILL')
  },
})
process.once('SIGTERM', () => void service.close().then(() => process.exit()))
process.stdout.write(greeting(service))
