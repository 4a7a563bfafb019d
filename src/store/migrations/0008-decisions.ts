import { type Kysely, sql } from 'kysely'

/** What editors decide about a submission, which list that puts it on, and the letters that tell it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .alterTable('submissions')
    .addColumn('state', 'text', column => column.notNull().defaultTo('open'))
    .addColumn('state_at', 'timestamptz')
    .addColumn('state_revision', 'integer')
    .addColumn('link', 'text')
    .addColumn('published_on', 'date')
    .addColumn('reason', 'text')
    .addColumn('decisions', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await sql`alter table submissions add column list text generated always as (
    case
      when merged_into is not null or decision is null then null
      when state in ('accepted', 'published', 'declined') then state
      when state = 'asked' and state_revision = revision then 'incomplete'
      when decision = 'accept' then 'waiting'
      when decision = 'complete' then 'incomplete'
    end) stored`.execute(database)
  await schema.dropIndex('submissions_by_decision').execute()
  await schema.createIndex('submissions_by_list').on('submissions').columns(['list', 'last_mail_at', 'id']).execute()
  await searchable(database)

  await schema
    .alterTable('outbox')
    .addColumn('history_id', 'integer', column => column.references('history.id'))
    .execute()
  await schema.alterTable('outbox').dropConstraint('outbox_one_reply').execute()
  await sql`create unique index outbox_one_reply on outbox (submission_id, revision, kind) where history_id is null`.execute(
    database,
  )
  await schema.createIndex('outbox_by_history').on('outbox').column('history_id').unique().execute()
}

/** Words are found as people type them: with or without diacritics, in small letters or capitals, whole or begun. */
async function searchable(database: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists unaccent`.execute(database)
  await sql`create extension if not exists pg_trgm`.execute(database)
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
    where extname = 'unaccent'`.execute(database)
  const place = rows[0]?.name ?? 'public'
  const dictionary = sql.lit(`${place}.unaccent`)
  // unaccent is only stable, since its dictionary might be changed; nobody changes it here.
  await sql`create function plain(text) returns text language sql immutable strict parallel safe
    return lower(${sql.id(place, 'unaccent')}(${dictionary}::regdictionary, normalize($1, nfc)))`.execute(database)
  await sql`alter table submissions add column words text generated always as (
    plain(reference || ' ' || coalesce(title, '') || ' ' || coalesce(unit, '') || ' ' || coalesce(author, ''))
  ) stored`.execute(database)
  await sql`create index submissions_by_words on submissions using gin (words gin_trgm_ops)`.execute(database)
}
