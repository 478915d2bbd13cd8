package io.loist.internal.catalog;

import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.internal.names.ArtistName;
import io.loist.internal.names.NameId;
import io.loist.internal.names.NameKey;
import io.loist.internal.names.SortName;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue as the tags of one track name it.
 *
 * @param kind what it is
 * @param id its id
 * @param twins an id that it shares with the entries of its name; {@code id} itself unless the tags have a MusicBrainz id
 * @param name its name
 * @param sortName its sort name
 * @param tagged whether the tags give the sort name, which then outranks one that was made
 */
public record NamedEntry(CatalogKind kind, UUID id, UUID twins, String name, SortName sortName, boolean tagged) {

    static NamedEntry of(CatalogKind kind, ArtistName artist) {
        UUID id = artist.id();
        return of(kind, id, artist.musicBrainzId() == null ? id : artist.idOfName(), artist.name(), artist.sortName());
    }

    static NamedEntry of(CatalogKind kind, String name) {
        UUID id = NameId.of(kind.name().toLowerCase(Locale.ROOT), NameKey.of(name));
        return of(kind, id, id, name, null);
    }

    static NamedEntry of(CatalogKind kind, UUID id, UUID twins, String name, @Nullable String sortName) {
        return new NamedEntry(kind, id, twins, name, SortName.of(name, sortName), sortName != null);
    }

    /** Returns the same artist in another kind. */
    NamedEntry as(CatalogKind other) {
        return other == kind ? this : new NamedEntry(other, id, twins, name, sortName, tagged);
    }

    /** Returns its name and id. */
    public CatalogLink link() {
        return new CatalogLink(kind, id, name);
    }
}
