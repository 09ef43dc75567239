package dev.gatehouse.mcp.http;

/**
 * What an endpoint has to do just now.
 *
 * @param sessions those that are open
 * @param requests those that are being answered
 * @param streams the subscriptions that are open
 */
public record HttpLoad(int sessions, int requests, int streams) {}
