package dev.gatehouse.gateway.admission;

/**
 * The asks that are admitted to one database, or want to be, just now.
 *
 * @param running those that were admitted
 * @param waiting those that wait for their turn
 */
public record Crowd(int running, int waiting) {}
