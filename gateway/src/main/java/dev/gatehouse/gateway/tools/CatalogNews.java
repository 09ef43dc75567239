package dev.gatehouse.gateway.tools;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.offer.Changes;
import java.time.Duration;

/**
 * How {@link Governed} hears that the databases hold something else than before.
 *
 * @param changes fired each time that a catalog was read again and has changed
 * @param look sees that catalogs which have grown old are read again behind the scenes; never
 *     blocks
 * @param age how old a catalog may become before whoever asks for it waits for a new one
 */
public record CatalogNews(Changes changes, Runnable look, Duration age) {

    public CatalogNews {
        requireNonNull(changes, "changes is null");
        requireNonNull(look, "look is null");
        requireNonNull(age, "age is null");
    }
}
