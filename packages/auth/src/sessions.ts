import type { Database } from "@stampede/db/client";
import { organizers, sessions, users } from "@stampede/db/schema";
import type { Organizer } from "@stampede/domain/organizers/organizer";
import { and, desc, eq, lte, ne, sql } from "drizzle-orm";
import type { ListedSessionView, SessionView, UserView } from "./shapes.ts";

/** How long a session lasts that nobody uses. */
export const SESSION_SECONDS = 7 * 86_400;
/** After this one signs in again, however much a session is used. */
const SESSION_SECONDS_MAX = 30 * 86_400;
/** A session in use is prolonged no more often than this, to spare the writes. */
const PROLONG_AFTER_SECONDS = 86_400;
const LISTED_MAX = 100;

const NOW = sql`clock_timestamp()`;
const seconds = (count: number) => sql.raw(`interval '${count} seconds'`);

/** A session that holds, whose it is, and for whom they act. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly twoFactorEnabled: boolean;
  };
  readonly organizer: Organizer;
}

/**
 * The session of a token, or undefined where it has ended. One statement and no cache: a session
 * that was ended is refused from the next call on. The database's clock decides.
 */
export async function findSession(db: Database, token: string): Promise<Session | undefined> {
  const [found] = await db.orm
    .select({
      id: sessions.id,
      token: sessions.token,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
      user: {
        id: users.id,
        email: users.email,
        name: users.name,
        twoFactorEnabled: users.twoFactorEnabled,
      },
      organizer: { id: organizers.id, slug: organizers.slug, name: organizers.name },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizers, eq(organizers.id, users.organizerId))
    .where(and(eq(sessions.token, token), holds()));
  return found;
}

/** Lets a session in use end later. Undefined where that is too soon, or its last day has come. */
export async function prolongSession(db: Database, id: string): Promise<Date | undefined> {
  const end = sql`least(${NOW} + ${seconds(SESSION_SECONDS)}, ${sessions.createdAt} + ${seconds(SESSION_SECONDS_MAX)})`;
  const [prolonged] = await db.orm
    .update(sessions)
    .set({ expiresAt: end, updatedAt: NOW })
    .where(
      and(
        eq(sessions.id, id),
        holds(),
        lte(sessions.updatedAt, sql`${NOW} - ${seconds(PROLONG_AFTER_SECONDS)}`),
      ),
    )
    .returning({ expiresAt: sessions.expiresAt });
  return prolonged?.expiresAt;
}

/** The sessions of the one who asks that hold, newest first. */
export async function listSessions(db: Database, asking: Session): Promise<ListedSessionView[]> {
  const rows = await db.orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, asking.user.id), holds()))
    .orderBy(desc(sessions.createdAt))
    .limit(LISTED_MAX);
  return rows.map((row) => ({
    ...sessionView(row),
    lastUsedAt: row.updatedAt.toISOString(),
    ipAddress: row.ipAddress === "" ? null : row.ipAddress,
    userAgent: row.userAgent === "" ? null : row.userAgent,
    current: row.id === asking.id,
  }));
}

/** Ends one session of a user; does nothing where it is another's, or has ended. */
export async function endSession(
  db: Database,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<void> {
  await db.orm.delete(sessions).where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}

/** Ends every session of a user but one. */
export async function endOtherSessions(db: Database, kept: Session): Promise<void> {
  await db.orm
    .delete(sessions)
    .where(and(eq(sessions.userId, kept.user.id), ne(sessions.id, kept.id)));
}

/** Takes away those of a user's sessions that are over. */
export async function forgetEndedSessions(db: Database, userId: string): Promise<void> {
  await db.orm
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), lte(sessions.expiresAt, NOW)));
}

export function sessionView(session: Pick<Session, "id" | "createdAt" | "expiresAt">): SessionView {
  return {
    id: session.id,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}

export function userView({ user, organizer: { name, slug } }: Session): UserView {
  return { ...user, organizer: { name, slug } };
}

function holds() {
  return and(
    sql`${sessions.expiresAt} > ${NOW}`,
    sql`${sessions.createdAt} > ${NOW} - ${seconds(SESSION_SECONDS_MAX)}`,
  );
}
