package io.loist.catalog;

import io.loist.internal.names.AlbumName;
import io.loist.internal.names.ArtistName;
import io.loist.internal.names.CreditedArtists;
import io.loist.internal.names.NameKey;
import io.loist.internal.names.SortKey;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackMetadata;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An album is a MusicBrainz release, else a title by an artist in an edition, and of a year where the rule says so. */
record StandardIdentity(String version, Predicate<AlbumName> dependsOnYear) implements AlbumIdentity {

    private static final List<String> EDITION_TAGS = List.of("albumversion", "musicbrainz_albumcomment");
    private static final int MAX_EDITION = 1_000;

    @Override
    public @Nullable String key(TrackMetadata metadata, Map<String, String> attributes) {
        AlbumName album = AlbumName.of(metadata, CreditedArtists.of(metadata));
        if (album == null) {
            return null;
        }
        UUID release = metadata.musicBrainz().get(MusicBrainzEntity.RELEASE);
        if (release != null) {
            return "release " + release;
        }
        String year = metadata.year() != null && dependsOnYear.test(album) ? String.valueOf(metadata.year()) : "";
        return "album " + album.key() + '\n' + edition(metadata) + '\n' + year;
    }

    private static String edition(TrackMetadata metadata) {
        return EDITION_TAGS.stream()
                .flatMap(tag -> metadata.tags().getOrDefault(tag, List.of()).stream())
                .map(text -> NameKey.of(SortKey.firstChars(text, MAX_EDITION)))
                .findFirst()
                .orElse("");
    }

    static boolean isNamedAfterArtist(AlbumName album) {
        ArtistName artist = album.artist();
        return artist != null && NameKey.of(artist.name()).equals(NameKey.of(album.title()));
    }
}
