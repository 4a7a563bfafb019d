type Waits = Readonly<Record<'quota' | 'signIn' | 'grant' | 'unreachable', readonly [number, ...number[]]>>

/** Minutes until a reply that the caps or the breaker hold asks again. */
export const HELD_MINUTES = 30

/** Minutes that one reply is given to find out whether a trouble is over: longer than the longest talk with a server. */
export const PROBE_MINUTES = 12

/**
 * Minutes between the tries of one reply that the server refuses for now; after the last it has failed: five days, as
 * RFC 5321 §4.5.4.1 has it.
 */
export const AGAIN_MINUTES: readonly number[] = [5, 15, 60, 240, 720, 1440, 1440, 1440, 1440]

/**
 * Minutes that all replies wait when the server takes none: the first time, the second, …, and from then on. Gmail's
 * quota counts the last 24 hours; a wrong password that is tried on and on locks the account. Who gives access
 * again lets what waits be tried at once.
 */
export const WAIT_MINUTES = {
  quota: [24 * 60],
  signIn: [15, 60, 240],
  grant: [60],
  unreachable: [1, 5, 15, 30, 60],
} satisfies Waits

/** The first look into Sent, in minutes after the sending. Each next one comes when twice the time has passed. */
export const FIRST_LOOK_MINUTES = 0.1

/**
 * A copy is filed within seconds; one that is not there so many minutes later was never taken. Longer than the longest
 * talk with a server: a process that has lost its lock may still be talking.
 */
export const FILED_MINUTES = PROBE_MINUTES

/** Minutes after which the copy of a sent reply is no longer looked for, and of one whose fate nobody knows. */
export const SOUGHT_MINUTES = { sent: 5, unsure: 7 * 24 * 60 } as const

/** A reply that was lost so often on the way is lost by something that we do not see: a person decides. */
export const MAX_LOST = 3
