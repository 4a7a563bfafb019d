import { type Kysely, sql } from 'kysely'

/** A text as editors saved it was lines; now its paragraphs have a form: subheadings, lists, bold and italic. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`update versions set piece = jsonb_set(piece, '{body}', coalesce((
    select jsonb_agg(jsonb_build_object(
      'kind', 'paragraph',
      'spans', jsonb_build_array(jsonb_build_object('text', line, 'bold', false, 'italic', false))) order by place)
    from unnest(string_to_array(piece ->> 'body', E'\\n')) with ordinality as lines (line, place)
    where line <> ''), '[]'))`.execute(database)
}
