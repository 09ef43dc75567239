package dev.gatehouse.core.result;

/**
 * A column of a result. Names may repeat, and may be empty; types are as the database names them.
 */
public record ResultColumn(String name, String type) {}
