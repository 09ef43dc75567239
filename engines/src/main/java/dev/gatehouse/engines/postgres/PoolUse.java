package dev.gatehouse.engines.postgres;

/**
 * The connections of one database just now.
 *
 * @param open those that are connected
 * @param used those that are lent out
 * @param waiting how many asks wait for one
 * @param max the most that there may be
 */
public record PoolUse(int open, int used, int waiting, int max) {}
