"""What Redis does to reserve a place in a window that many processes share: one script, so one step for all of them.

Redis' clock is the only one, in milliseconds. Of each request the sorted set has the moment until which it counts: for
one that is over, a window after it arrived; for one in progress or still to be sent, a window and some slack after it
may be sent, so that what a killed process held comes free. Requests of programs that share nothing are seen in the
headers of answers, and count as if they had arrived when they were noticed.

A place that is going to be free is given away in advance, with the wait until then; those who ask for more while all
places are in use by requests without an answer look again soon.

Near its end the day's limit is kept too: no more requests are under way than the latest answer says are left (of those
of one second the one that says the least, since moments of several machines are not more exact). Once none
is left nothing is sent until some seconds after the next quarter of an hour, when one request finds out whether it is
another day in the account's time zone: all zones have their midnight at one of these. An app without a daily limit
has no third key.
"""

RESERVE = """
local set, meta, day, ticket = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local span, slack = ARGV[3] + 0, ARGV[4] + 0
local function known(field) return tonumber(redis.call('HGET', meta, field) or '0') end
redis.call('HSETNX', meta, 'born', ticket)
local born = redis.call('HGET', meta, 'born')
for i = 14, #ARGV, 2 do
  if ARGV[i + 1] == 'withdrawn' then redis.call('ZREM', set, ARGV[i])
  elseif ARGV[i + 1] + 0 < span then redis.call('ZADD', set, now - ARGV[i + 1] + span, ARGV[i]) end
end
local seen, left, age = ARGV[7] + 0, ARGV[8] + 0, ARGV[9] + 0
if seen > 0 then
  redis.call('HSET', meta, 'limit', seen)
  if left >= 0 then
    local others = seen - left - redis.call('ZCOUNT', set, now - age, now + span + slack)
    for i = 1, others do redis.call('ZADD', set, now + span, ticket .. ':' .. i) end
  end
end
if ARGV[10] + 0 > 0 then redis.call('HSET', meta, 'closed', math.max(known('closed'), now + ARGV[10])) end
redis.call('ZREMRANGEBYSCORE', set, '-inf', now - slack)
local function expire()
  redis.call('PEXPIRE', set, math.ceil(2 * span + slack))
  redis.call('PEXPIRE', meta, 3600000)
  if day then redis.call('PEXPIRE', day, 86400000) end
end
expire()
local function today(field) return tonumber(day and redis.call('HGET', day, field) or '-1') end
if ARGV[12] ~= '' then
  local at, before = now - ARGV[13], today('seen')
  if at > before + 1000 or (at > before - 1000 and ARGV[12] + 0 < today('left')) then
    redis.call('HSET', day, 'left', ARGV[12], 'seen', math.max(at, before))
  end
end
local remaining = today('left')
if remaining == 0 then
  local over = math.floor(today('seen') / 900000) * 900000 + 910000
  if over > now then return {born, tostring(over - now), 'day'} end
  remaining = 1
  redis.call('HSET', day, 'left', 1)
end
if remaining > 0 and remaining < 1000 and redis.call('ZCOUNT', set, now + span, '+inf') >= remaining then
  return {born, '50', 'again'}
end
local limit = known('limit')
local cap, start = ARGV[5] + 0, now
if known('closed') > now then return {born, tostring(known('closed') - now), 'closed'} end
if ARGV[11] == 'heard' then redis.call('HSET', meta, 'heard', 1) end
if ARGV[6] == 'headers' and limit == 0 and known('heard') == 0 then
  if known('asking') > now then return {born, '20', 'again'} end
  redis.call('HSET', meta, 'asking', now + 2000)
end
if limit == 0 then limit = ARGV[2] + 0 end
if cap > 0 then limit = math.min(limit, cap) end
local count = redis.call('ZCOUNT', set, '(' .. now, '+inf')
if count >= limit then
  local found = redis.call('ZRANGEBYSCORE', set, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', count - limit, 1)
  start = found[2] + 0
  if start > now + span then return {born, '50', 'again'} end
end
redis.call('ZADD', set, start + span + slack, ticket)
expire()
return {born, tostring(start - now), 'turn'}
"""
