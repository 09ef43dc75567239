package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Finder;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.resource.UriTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when the resources about a database have changed for a peer: by what exists for it and by
 * nothing else, so that a change out of its sight goes unnoticed. Estimated numbers of rows do not
 * count.
 */
record SchemaTags(Asking asking) {

    private static final Object GONE = "gone";

    static final UriTemplate SCHEMA = UriTemplate.parse("schema://{database}");
    static final UriTemplate TABLE = UriTemplate.parse("schema://{database}/{table}");

    /** What stands for the present contents; empty when they never change, or are not known. */
    Optional<Object> of(Peer peer, String uri) {
        return schema(peer, uri).or(() -> table(peer, uri));
    }

    private Optional<Object> schema(Peer peer, String uri) {
        return SCHEMA.match(uri).flatMap(names -> sight(peer, names)).map(Shape::new);
    }

    private Optional<Object> table(Peer peer, String uri) {
        return TABLE.match(uri)
                .flatMap(names -> sight(peer, names).map(sight -> table(sight, names)));
    }

    private Optional<Catalog> sight(Peer peer, Map<String, String> names) {
        return asking.known(peer, names.getOrDefault("database", ""));
    }

    private static Object table(Catalog sight, Map<String, String> names) {
        try {
            Relation table = Finder.find(sight, "", names.getOrDefault("table", ""));
            return List.of(table.withoutEstimate(), sight.enumLabels(table));
        } catch (Refused gone) {
            return GONE;
        }
    }

    /** A catalog that equals every other of the same shape. */
    private record Shape(Catalog catalog) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape(Catalog compared)
                    && (compared == catalog || compared.sameShape(catalog));
        }

        @Override
        public int hashCode() {
            return catalog.schemas().hashCode();
        }
    }
}
