package dev.gatehouse.core.sql;

/**
 * A column that exists for a caller.
 *
 * @param type its type in the database, without any mask
 */
public record ShownColumn(String name, String type, Display display) {}
