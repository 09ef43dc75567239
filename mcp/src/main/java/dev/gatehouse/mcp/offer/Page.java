package dev.gatehouse.mcp.offer;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in order
 * @param next where the next page begins; empty when this is the last
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    public Page {
        items = List.copyOf(items);
    }
}
