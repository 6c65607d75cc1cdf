-- What the replicas of one bot share. Tables are found by the role's search_path,
-- so that one database serves several bots, a schema each. Times are the
-- server's; clock_timestamp() and not now(), as a transaction may wait.

create sequence bot_numbers;

create table bot_claims (
  key    text collate "C" primary key,
  owner  text not null,
  token  bigint not null,
  state  smallint not null, -- 0 taken, 1 sending, 2 sent
  until  timestamptz not null,
  result bytea
);
create index bot_claims_until on bot_claims (until);

create table bot_leases (
  name  text collate "C" primary key,
  owner text not null,
  token bigint not null,
  until timestamptz not null,
  value bytea
);

create table bot_documents (
  kind    text collate "C" not null,
  key     text collate "C" not null,
  value   bytea not null,
  version bigint not null,
  born    bigint not null,
  until   timestamptz, -- null: always
  primary key (kind, key)
);
create index bot_documents_until on bot_documents (until) where until is not null;

-- Buckets and turns are not worth a write to the log: a crash of the server
-- starts them over.
create unlogged table bot_buckets (
  key     text collate "C" primary key,
  tokens  double precision not null,
  at      timestamptz not null,
  told    boolean not null default false,
  refused timestamptz not null default '-infinity',
  full_at timestamptz not null
);
create index bot_buckets_full_at on bot_buckets (full_at);

create unlogged table bot_turns (
  queue  text collate "C" not null,
  ticket bigint not null,
  until  timestamptz not null,
  primary key (queue, ticket)
);

-- bot_write changes one document. expected: -1 anything, 0 none, else its version.
-- AB001 says that something else is there, AB002 that the lease is held no more.
create function bot_write(k text, id text, v bytea, expected bigint, ttl double precision, lease text, fence bigint)
returns bigint language plpgsql as $$
declare
  t timestamptz := clock_timestamp();
  n bigint := nextval('bot_numbers');
  ends timestamptz := case when ttl > 0 then t + ttl * interval '1 second' end;
  was bot_documents%rowtype;
  alive boolean;
begin
  if lease is not null then
    perform 1 from bot_leases l where l.name = lease and l.token = fence and l.until > t for share;
    if not found then
      raise exception 'lease lost' using errcode = 'AB002';
    end if;
  end if;
  if v is not null and expected <= 0 then
    insert into bot_documents values (k, id, v, n, n, ends) on conflict do nothing;
    if found then
      return n;
    end if;
  end if;
  select * into was from bot_documents d where d.kind = k and d.key = id for update;
  alive := found and (was.until is null or was.until > clock_timestamp());
  if expected >= 0 and expected <> (case when alive then was.version else 0 end) then
    raise exception 'another version' using errcode = 'AB001';
  end if;
  if v is null then
    delete from bot_documents d where d.kind = k and d.key = id;
    return 0;
  end if;
  insert into bot_documents as d values (k, id, v, n, n, ends)
    on conflict (kind, key) do update set value = v, version = n, until = ends, born = case when alive then d.born else n end;
  return n;
end $$;

-- bot_draw takes a token of each bucket up to the first that has none, whose number
-- from 0 it returns; -1 if there is no such.
create function bot_draw(keys text[], bursts double precision[], everys double precision[],
  out refused integer, out first boolean, out wait double precision)
language plpgsql as $$
declare
  t timestamptz := clock_timestamp();
  b bot_buckets%rowtype;
  left_over double precision;
begin
  for i in 1 .. coalesce(array_length(keys, 1), 0) loop
    insert into bot_buckets (key, tokens, at, full_at)
      values (keys[i], bursts[i] - 1, t, t + (bursts[i] + 1) * everys[i] * interval '1 second')
      on conflict do nothing;
    continue when found;
    select * into b from bot_buckets where key = keys[i] for update;
    continue when not found; -- forgotten this moment, so it was full
    t := clock_timestamp();
    left_over := least(bursts[i], b.tokens + greatest(0, extract(epoch from t - b.at)) / everys[i]);
    if left_over >= 1 then
      b.told := b.told and extract(epoch from t - b.refused) < everys[i] / 2;
      left_over := left_over - 1;
      refused := -1;
    else
      first := not b.told;
      b.told := true;
      b.refused := t;
      refused := i - 1;
      wait := (1 - left_over) * everys[i];
    end if;
    update bot_buckets set tokens = left_over, at = t, told = b.told, refused = b.refused,
      full_at = t + (bursts[i] + 1) * everys[i] * interval '1 second' where key = keys[i];
    if refused >= 0 then
      return;
    end if;
  end loop;
  refused := -1;
  first := false;
  wait := 0;
end $$;

-- bot_turn joins a queue and tells how many are before.
create function bot_turn(q text, ttl double precision, out mine bigint, out ahead bigint)
language plpgsql as $$
begin
  -- Tickets of one queue are drawn one after the other, so that who has the greater
  -- one sees the smaller.
  perform pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || q, 0));
  mine := nextval('bot_numbers');
  insert into bot_turns values (q, mine, clock_timestamp() + ttl * interval '1 second');
  select count(*) into ahead from bot_turns t where t.queue = q and t.ticket < mine and t.until > clock_timestamp();
end $$;
