package dev.gatehouse.core.ask;

/**
 * Where an ask came from. Unknown parts are empty.
 *
 * @param transport the way in, such as {@code stdio} or {@code cli}
 * @param tool the tool or command that made the ask, such as {@code query}
 * @param session identifier of the client's session
 * @param client the client program as it names itself, such as {@code claude-desktop 1.4}; not
 *     trustworthy, for the record only
 */
public record Origin(String transport, String tool, String session, String client) {}
