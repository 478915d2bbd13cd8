package io.loist.examples.subsonic;

import io.loist.catalog.Album;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.object.StoredObject;
import io.loist.play.Subject;
import io.loist.track.AlbumPosition;
import io.loist.track.AudioProperties;
import io.loist.track.Loudness;
import io.loist.track.MusicalCharacter;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tracks, albums and artists as clients see them. Albums and artists have members for clients that browse tags ({@code name}) and for those
 * that browse folders ({@code title}). What OpenSubsonic adds is there even if it is empty: that tells clients that the server knows it.
 */
final class Views {

    private static final Set<CatalogKind> ARTISTS = EnumSet.of(CatalogKind.MAIN_ARTIST, CatalogKind.FEATURED_ARTIST);
    private static final Set<CatalogKind> CONTRIBUTORS = EnumSet.range(CatalogKind.REMIXER, CatalogKind.ARRANGER);

    private Views() {}

    /** Returns a song; {@code links} are what the catalogue says that the track belongs to. */
    static Element song(Track track, List<CatalogLink> links) {
        List<Element> artists = of(links, ARTISTS).map(Views::artist).toList();
        Stream<Element> albumArtists =
                of(links, EnumSet.of(CatalogKind.ALBUM_ARTIST)).map(Views::artist);
        Stream<Element> contributors = of(links, CONTRIBUTORS)
                .map(link -> Element.of("role", link.kind().name().toLowerCase(Locale.ROOT), "artist", artist(link)));
        Element song = Element.of("id", Subject.track(track.id()), "isDir", false, "type", "music", "mediaType", "song")
                .with("artistId", artists.isEmpty() ? null : artists.get(0).subject())
                .with("coverArt", track.artworkObject() == null ? null : Subject.track(track.id()))
                .with("artists", artists, "albumArtists", albumArtists.toList(), "contributors", contributors.toList())
                .with("created", track.createdAt());
        of(links, EnumSet.of(CatalogKind.ALBUM))
                .map(link -> Subject.album(link.id()))
                .forEach(album -> song.with("parent", album, "albumId", album));
        return song.with(tags(track.metadata())).with(file(track));
    }

    private static Stream<CatalogLink> of(List<CatalogLink> links, Set<CatalogKind> kinds) {
        return links.stream().filter(link -> kinds.contains(link.kind()));
    }

    private static Element artist(CatalogLink artist) {
        return Element.of("id", Subject.artist(artist.id()), "name", artist.name());
    }

    private static Element tags(TrackMetadata metadata) {
        Loudness loudness = metadata.loudness();
        Element gain = Element.of("trackGain", loudness.trackGain(), "trackPeak", loudness.trackPeak())
                .with("albumGain", loudness.albumGain(), "albumPeak", loudness.albumPeak());
        MusicalCharacter character = metadata.character();
        AlbumPosition position = metadata.position();
        return Element.of("title", metadata.title(), "album", metadata.album(), "artist", metadata.artist())
                .with("track", position.track(), "discNumber", position.disc(), "year", metadata.year())
                .with("displayArtist", Objects.requireNonNullElse(metadata.artist(), ""))
                .with("displayAlbumArtist", Objects.requireNonNullElse(metadata.albumArtist(), ""))
                .with("displayComposer", Objects.requireNonNullElse(metadata.composer(), ""))
                .with("moods", character.moods(), "isrc", metadata.isrcs(), "replayGain", gain)
                .with("bpm", Math.round(Objects.requireNonNullElse(character.bpm(), 0.0)))
                .with("explicitStatus", metadata.isExplicit() ? "explicit" : "")
                .with(genres(metadata.genres()));
    }

    static Element genres(List<String> genres) {
        Stream<Element> all = genres.stream().map(genre -> Element.of("name", genre));
        return Element.of("genres", all.toList(), "genre", genres.isEmpty() ? null : genres.get(0));
    }

    private static Element file(Track track) {
        TrackMetadata metadata = track.metadata();
        AudioProperties audio = track.audio();
        String path = metadata.artist() + "/" + metadata.album() + "/" + metadata.title() + "." + audio.format();
        Integer kilobits = audio.bitrate() == null ? null : audio.bitrate() / 1_000;
        StoredObject object = track.audioObject();
        return Element.of("path", path, "suffix", audio.format(), "size", object.size())
                .with("contentType", object.contentType(), "duration", seconds(duration(track)))
                .with("bitRate", kilobits, "bitDepth", audio.bitDepth())
                .with("samplingRate", audio.sampleRate(), "channelCount", audio.channels());
    }

    static Duration duration(Track track) {
        return Objects.requireNonNullElse(track.audio().duration(), Duration.ZERO);
    }

    static long seconds(Duration duration) {
        return duration.plusMillis(500).toSeconds();
    }

    static Element artist(CatalogEntry artist) {
        return artist(artist.link())
                .with("title", artist.name(), "isDir", true, "coverArt", Subject.artist(artist.id()))
                .with("albumCount", artist.albums(), "sortName", artist.sortName());
    }

    static Element album(Album album) {
        CatalogLink artist = album.artist();
        Subject artistId = artist == null ? null : Subject.artist(artist.id());
        String artistName = artist == null ? null : artist.name();
        return Element.of("id", Subject.album(album.id()), "isDir", true, "mediaType", "album")
                .with(
                        "sortName",
                        album.sortTitle(),
                        "name",
                        album.title(),
                        "title",
                        album.title(),
                        "album",
                        album.title())
                .with("parent", artistId, "artistId", artistId, "artist", artistName, "displayArtist", artistName)
                .with("artists", artist == null ? List.of() : List.of(artist(artist)))
                .with("coverArt", album.artworkTrack() == null ? null : Subject.track(album.artworkTrack()))
                .with("songCount", album.tracks(), "duration", seconds(album.duration()), "year", album.year())
                .with("created", album.addedAt())
                .with("releaseTypes", List.of(album.type().name().toLowerCase(Locale.ROOT)))
                .with("isCompilation", album.type() == Album.Type.COMPILATION);
    }
}
