import { type Migration, openTable } from '../database/migrations.ts'

declare module '../database/tables.ts' {
  interface Tables {
    authUser: {
      id: string
      email: string
      name: string
      emailVerified: boolean
      twoFactorEnabled: boolean
      createdAt: string
      updatedAt: string
    }
    authAccount: {
      id: string
      userId: string
      accountId: string
      providerId: string
      password: string | null
      createdAt: string
      updatedAt: string
    }
    authSession: {
      id: string
      userId: string
      token: string
      secondFactor: boolean
      ipAddress: string | null
      userAgent: string | null
      createdAt: string
      updatedAt: string
      expiresAt: string
    }
    authVerification: { id: string; expiresAt: string }
    authRateLimit: { id: string; lastRequest: number }
    authTwoFactor: { id: string; userId: string }
    authAttempt: { account: string; failures: number; lastAt: string }
    invitation: { personId: string; email: string; tokenHash: string; invitedAt: string; expiresAt: string }
  }
}

const moments = 'created_at timestamptz not null, updated_at timestamptz not null'

/**
 * The tables of better-auth, in our names (its schema: user, account, session, verification, rateLimit, and the two-factor plug-in's). They are granted to nobody:
 * work for people runs as a role that cannot read a password's hash. Invitations are made in the transaction that invites, so that role may write them.
 */
export const identityMigrations: readonly Migration[] = [
  {
    id: 'identity 2026-11-24',
    up: `
      create table auth_user (id uuid primary key, email text not null unique, name text not null, email_verified boolean not null,
        image text, two_factor_enabled boolean not null default false, ${moments});
      create table auth_account (id uuid primary key, user_id uuid not null references auth_user on delete cascade, account_id text not null,
        provider_id text not null, access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz, scope text, password text, ${moments}, unique (user_id, provider_id));
      create table auth_session (id uuid primary key, user_id uuid not null references auth_user on delete cascade, token text not null unique,
        second_factor boolean not null default false, ip_address text, user_agent text, expires_at timestamptz not null, ${moments});
      create index auth_session_user on auth_session (user_id);
      create table auth_verification (id uuid primary key, identifier text not null, value text not null, expires_at timestamptz not null, ${moments});
      create index auth_verification_identifier on auth_verification (identifier);
      create table auth_two_factor (id uuid primary key, user_id uuid not null unique references auth_user on delete cascade, secret text not null,
        backup_codes text not null, verified boolean not null default true, failed_verification_count integer not null default 0, locked_until timestamptz);
      create table auth_rate_limit (id uuid primary key, key text not null unique, count integer not null, last_request bigint not null);
      create table auth_attempt (account text primary key, failures integer not null, last_at timestamptz not null);
      ${openTable(
        'invitation',
        'person_id uuid primary key, email text not null, token_hash text not null unique, invited_at timestamptz not null, expires_at timestamptz not null',
      )}`,
  },
]
