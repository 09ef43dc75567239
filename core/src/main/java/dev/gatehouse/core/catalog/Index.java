package dev.gatehouse.core.catalog;

/** An index, with the statement that would make it. */
public record Index(String name, boolean unique, String definition) {}
