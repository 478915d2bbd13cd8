package io.loist.catalog;

import java.util.Objects;
import java.util.UUID;

/**
 * The name of an entry of the catalogue, and the id that leads to it.
 *
 * @param kind what it is
 * @param id its id
 * @param name its name, as the track or the album has it
 */
public record CatalogLink(CatalogKind kind, UUID id, String name) {

    /** Checks that no value is null. */
    public CatalogLink {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }
}
