package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Place;

/** One reference to a relation in a text: each is found, each is replaced. */
public record RelationUse(Relation relation, Place place) {}
