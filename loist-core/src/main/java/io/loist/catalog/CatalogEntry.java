package io.loist.catalog;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An artist in one role, an album, a genre, a label, a year or a decade, and how many completed tracks it has.
 *
 * @param kind what it is
 * @param id its id; ids stay as long as the names of its tracks, see {@link AlbumIdentity}
 * @param name its name, as one of its tracks spells it
 * @param sortName the name by which it is sorted: of its tags if a track has one, else {@code name} with a leading article at its end
 * @param heading the letter of its {@link Heading}
 * @param tracks the number of its completed tracks, 1 or more
 * @param albums of an artist, the number of the albums whose album artist it is; null of other kinds
 */
public record CatalogEntry(
        CatalogKind kind,
        UUID id,
        String name,
        String sortName,
        String heading,
        long tracks,
        @Nullable Long albums) {

    /** Checks that required values are not null. */
    public CatalogEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sortName, "sortName");
        Objects.requireNonNull(heading, "heading");
    }

    /** Returns its name and id. */
    public CatalogLink link() {
        return new CatalogLink(kind, id, name);
    }
}
