import type { Database, Writing } from './database.ts'

/** Names a row's way: which pipeline, which row. */
interface Way {
  readonly pipeline: string
  readonly id: number
}

interface From {
  readonly id: number
  readonly revision: number
  readonly step: string
}

interface Kept {
  readonly wakes?: readonly Way[]
  readonly again?: { readonly step: string; readonly due: Date }
}

/** A row that failed too often: it waits for a person. */
export interface Stuck extends Way {
  readonly step: string
  readonly problem: string
}

/** The rows' own memory of where they stand; implements `Progress` of `src/run/runner.ts`. */
export class RowProgress {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  async due(pipeline: string, id: number): Promise<(From & { attempts: number }) | null> {
    const row = await this.#database
      .selectFrom('progress')
      .select(['revision', 'step', 'attempts'])
      .where('pipeline', '=', pipeline)
      .where('rowId', '=', id)
      .where('due', '<=', this.#now())
      .executeTakeFirst()
    return row === undefined || row.step === null ? null : { ...row, step: row.step, id }
  }

  async keep(
    pipeline: string,
    from: From,
    next: string | null,
    keep: (writing: Writing) => Promise<Kept | undefined>,
  ): Promise<Kept | null> {
    return this.#database.transaction().execute(async writing => {
      const moved = await this.#standing(writing, pipeline, from)
        .set({ step: next, due: next === null ? null : this.#now(), attempts: 0, problem: null })
        .executeTakeFirst()
      if (moved.numUpdatedRows === 0n) return null
      const kept = (await keep(writing)) ?? {}
      if (kept.again !== undefined) {
        await writing
          .updateTable('progress')
          .set(kept.again)
          .where('pipeline', '=', pipeline)
          .where('rowId', '=', from.id)
          .execute()
      }
      return kept
    })
  }

  async postpone(pipeline: string, from: From, until: Date): Promise<void> {
    await this.#standing(this.#database, pipeline, from).set({ due: until }).execute()
  }

  async fail(pipeline: string, from: From, code: string, until: Date | null): Promise<void> {
    await this.#standing(this.#database, pipeline, from)
      .set(eb => ({ due: until, problem: code, attempts: eb('attempts', '+', 1) }))
      .execute()
  }

  /** Rows that are due by now, the longest waiting first. */
  async dueRows(limit: number): Promise<readonly Way[]> {
    return this.#database
      .selectFrom('progress')
      .select(['pipeline', 'rowId as id'])
      .where('due', '<=', this.#now())
      .orderBy('due')
      .limit(limit)
      .execute()
  }

  async stuck(): Promise<readonly Stuck[]> {
    const rows = await this.#database
      .selectFrom('progress')
      .select(['pipeline', 'rowId as id', 'step', 'problem'])
      .where('due', 'is', null)
      .where('step', 'is not', null)
      .orderBy('rowId')
      .execute()
    return rows.map(row => ({ ...row, step: row.step ?? '', problem: row.problem ?? '' }))
  }

  /** A person asks a stuck row to try again. */
  async retry({ pipeline, id }: Way): Promise<void> {
    await this.#database
      .updateTable('progress')
      .set({ due: this.#now(), attempts: 0 })
      .where('pipeline', '=', pipeline)
      .where('rowId', '=', id)
      .where('step', 'is not', null)
      .execute()
  }

  /** The row only where it still stands there: no row moved means that somebody else did it. */
  #standing(database: Database, pipeline: string, from: From) {
    return database
      .updateTable('progress')
      .where('pipeline', '=', pipeline)
      .where('rowId', '=', from.id)
      .where('revision', '=', from.revision)
      .where('step', '=', from.step)
      .where('due', 'is not', null)
  }
}

/** Puts a row at the beginning of a pipeline, or back there with a new revision, in the caller's transaction. */
export async function startRow(
  writing: Writing,
  row: Way & { readonly revision: number; readonly step: string; readonly due: Date },
): Promise<Way> {
  const { pipeline, id, revision, step, due } = row
  const fresh = { revision, step, due, attempts: 0, problem: null }
  await writing
    .insertInto('progress')
    .values({ pipeline, rowId: id, ...fresh })
    .onConflict(conflict => conflict.columns(['pipeline', 'rowId']).doUpdateSet(fresh))
    .execute()
  return { pipeline, id }
}

/** What a run on its way to this keep has read is no longer so: it reads again, not before `due`. */
export async function readAgain(writing: Writing, row: Way & { readonly step: string }, due: Date): Promise<void> {
  await writing
    .updateTable('progress')
    .set(eb => ({ revision: eb('revision', '+', 1), due: eb.fn('greatest', ['due', eb.val(due)]), attempts: 0 }))
    .set({ problem: null })
    .where('pipeline', '=', row.pipeline)
    .where('rowId', '=', row.id)
    .where('step', '=', row.step)
    .execute()
}

/** Takes a row off its way: there is nothing left to do. */
export async function endRow(writing: Writing, { pipeline, id }: Way): Promise<void> {
  await writing
    .updateTable('progress')
    .set({ step: null, due: null, problem: null })
    .where('pipeline', '=', pipeline)
    .where('rowId', '=', id)
    .execute()
}

/** Locks a row's standing before its matter is changed: in the order in which every keep locks, so that none waits in a ring. */
export async function holdRow(writing: Writing, { pipeline, id }: Way): Promise<void> {
  await writing
    .selectFrom('progress')
    .select('rowId')
    .where('pipeline', '=', pipeline)
    .where('rowId', '=', id)
    .forUpdate()
    .execute()
}
