package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.Catalog;

/**
 * A catalog as it was read.
 *
 * @param digest the answer to {@link CatalogDigest#QUERY} in the same transaction: where it is
 *     still the same, so is the catalog
 */
record CatalogReading(Catalog catalog, String digest) {}
