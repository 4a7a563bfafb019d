import type { Device, Program } from '../../templates/pages/views.ts'
import type { Editor } from '../domain.ts'

/** How editors get in: `src/store/access.ts`, given by `main.ts`. Codes and tokens are secrets of 256 bits. */
export interface Access {
  hasEditors(): Promise<boolean>
  /** Whom a code is for; `first`: nobody may sign in yet, and whoever has it will. Null: it is void. */
  invited(code: string): Promise<Editor | 'first' | null>
  /** Uses a code up and signs in; null: it is void. `first` counts for the code of that kind only. */
  accept(
    code: string,
    person: { readonly first: { readonly name: string; readonly email: string }; readonly password: string },
    device: string,
  ): Promise<string | null>
  /** `locked`: too many were wrong lately, this one was not looked at. */
  signIn(credentials: Credentials): Promise<{ readonly token: string } | 'wrong' | 'locked'>
  /** Signs out everywhere and in here. */
  changePassword(credentials: Credentials, next: string): Promise<{ readonly token: string } | 'wrong' | 'locked'>
  /** Mails a link to whoever has this address, if anybody has. Null: nothing can be mailed. */
  readonly askForLink: ((asked: Pick<Credentials, 'email' | 'address'>) => Promise<void>) | null
  /** Uses a mailed link up and signs in; null: it is void. */
  enter(token: string, device: string): Promise<string | null>
  session(token: string): Promise<Session | null>
  sessions(editor: number): Promise<readonly Device[]>
  /** Gives the token with which a program reads in an editor's name. */
  addProgram(editor: number, name: string): Promise<string>
  /** In whose name a program reads; null: the token is void. */
  program(token: string): Promise<Editor | null>
  programs(editor: number): Promise<readonly Program[]>
  endProgram(editor: number, id: number): Promise<void>
  endSession(token: string): Promise<void>
  endSessions(editor: number, which: { readonly id: number } | { readonly allBut: number }): Promise<void>
}

export interface Credentials {
  /** Lower case. */
  readonly email: string
  readonly password: string
  /** The network address of the browser. */
  readonly address: string
  /** What the browser says of itself. */
  readonly device: string
}

export interface Session {
  readonly id: number
  readonly editor: Editor
}

/** Where a code is used, on the desk served at `base`. */
export const setUpAddress = (base: string, code: string): string => `${base}/thiet-lap?ma=${code}`

/** Where a mailed link is used. */
export const linkAddress = (base: string, token: string): string => `${base}/vao?ma=${token}`
