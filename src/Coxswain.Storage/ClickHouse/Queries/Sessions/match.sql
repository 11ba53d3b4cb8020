-- Sessions whose id starts so, that very one first, then the newest.
SELECT session_id
FROM sessions
WHERE startsWith(session_id, {session:String})
GROUP BY session_id
ORDER BY session_id = {session:String} DESC, max(last_seen) DESC, session_id
LIMIT {limit:UInt32}
