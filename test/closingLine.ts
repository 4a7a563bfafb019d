import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with `N passed, N failed`. A file that cannot even be loaded counts as one failure. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap(module => [...module.children.allTests()].map(test => test.result().state))
    const broken = modules.filter(module => module.state() === 'failed' && module.errors().length > 0).length
    const failed = states.filter(state => state === 'failed').length + broken + errors.length
    const passed = states.filter(state => state === 'passed').length
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
