/**
 * What a pipeline is: pure steps that turn a value into a value, and `keep` steps that write it down and move the row
 * on. A row remembers only the `keep` it is on its way to, so everything between two keeps is redone after a crash.
 */

/** Names the row that a pipeline works on. */
export interface Row {
  readonly id: number
  /** Raised when the row's matter has changed: work of an older revision ends unwritten. */
  readonly revision: number
}

/** A step's answer that it is too early: the row sleeps until then and starts again from its last keep. */
export class Later {
  readonly until: Date
  constructor(until: Date) {
    this.until = until
  }
}

/** Rows that a keep has made due in its transaction, to be woken once it is committed. */
export interface Wake {
  readonly pipeline: string
  readonly id: number
}

/** What a keep decided about the way on, if not simply the next step. */
export interface Kept {
  readonly wakes?: readonly Wake[]
  /** Back to that keep, at that time. */
  readonly again?: { readonly step: string; readonly due: Date }
}

/** A run knows whether it goes on from its own last keep or takes up what another run, perhaps a dead one, left. */
export interface Run {
  readonly resumed: boolean
}

type Pure<Edges> = (value: never, edges: Edges, run: Run) => unknown
type Keep<Edges, Transaction> = (value: never, transaction: Transaction, edges: Edges) => Promise<Kept | undefined>

/** The way from one keep to the next. */
export interface Segment<Edges, Transaction> {
  readonly name: string
  readonly pure: readonly { readonly name: string; readonly run: Pure<Edges> }[]
  readonly keep: Keep<Edges, Transaction>
}

export interface Pipeline<Edges, Transaction> {
  readonly name: string
  readonly segments: readonly Segment<Edges, Transaction>[]
}

/** Composes a pipeline in reading order. After a keep the next step is given the row again, not the kept value. */
export interface Builder<Value, Edges, Transaction> {
  step<Next>(
    name: string,
    run: (value: Value, edges: Edges, run: Run) => Next | Later | Promise<Next | Later>,
  ): Builder<Next, Edges, Transaction>
  keep(
    name: string,
    keep: (value: Value, transaction: Transaction, edges: Edges) => Promise<Kept | undefined>,
  ): Builder<Row, Edges, Transaction> & Pipeline<Edges, Transaction>
}

export function pipeline<Edges, Transaction>(name: string): Builder<Row, Edges, Transaction> {
  return builder(name, [], [])
}

function builder<Value, Edges, Transaction>(
  name: string,
  segments: readonly Segment<Edges, Transaction>[],
  pure: Segment<Edges, Transaction>['pure'],
): Builder<Value, Edges, Transaction> & Pipeline<Edges, Transaction> {
  return {
    name,
    segments,
    step: (step, run) => builder(name, segments, [...pure, { name: step, run: run as Pure<Edges> }]),
    keep: (step, keep) =>
      builder(name, [...segments, { name: step, pure, keep: keep as Keep<Edges, Transaction> }], []),
  }
}
