import { sql } from 'kysely'
import type { Database } from '../../src/store/database.ts'

/** Notes in the database itself, in the same transactions, what the rows do not tell afterwards. Called twice, it stands once. */
export async function standWitness(database: Database): Promise<void> {
  await sql`
    create schema if not exists witness;
    create table if not exists witness.judged (submission_id integer not null, revision integer not null);
    create or replace function witness.note_judged() returns trigger language plpgsql as $$
    begin
      insert into witness.judged values (new.row_id, new.revision);
      return null;
    end $$;
    create or replace trigger witness_judged after update on progress for each row
      when (new.pipeline = 'submission' and new.revision = old.revision and old.step = 'file' and new.step = 'reply')
      execute function witness.note_judged();
  `.execute(database)
}

/** How often each revision of each submission was judged and its verdict filed. */
export async function judged(
  database: Database,
): Promise<readonly { readonly submissionId: number; readonly revision: number; readonly times: number }[]> {
  const { rows } = await sql<{ submissionId: number; revision: number; times: number }>`
    select submission_id, revision, count(*)::integer as times from witness.judged group by submission_id, revision
  `.execute(database)
  return rows
}
