package io.loist.examples.subsonic;

import io.loist.catalog.Album;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.play.Subject;
import io.loist.track.AudioProperties;
import io.loist.track.Loudness;
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
        List<Element> contributors = of(links, CONTRIBUTORS).stream()
                .map(link -> Element.of("role", link.kind().name().toLowerCase(Locale.ROOT))
                        .with("artist", artist(link)))
                .toList();
        Element song = Element.of("id", Subject.track(track.id()))
                .with("isDir", false)
                .with("type", "music")
                .with("mediaType", "song")
                .with("coverArt", track.artworkObject() == null ? null : Subject.track(track.id()))
                .with("created", track.createdAt())
                .with("artists", artists(of(links, ARTISTS)))
                .with("albumArtists", artists(of(links, EnumSet.of(CatalogKind.ALBUM_ARTIST))))
                .with("contributors", contributors);
        of(links, ARTISTS).stream().findFirst().ifPresent(link -> song.with("artistId", Subject.artist(link.id())));
        of(links, EnumSet.of(CatalogKind.ALBUM)).stream()
                .map(link -> Subject.album(link.id()))
                .forEach(album -> song.with("albumId", album).with("parent", album));
        return song.with(tags(track.metadata())).with(file(track));
    }

    private static Element tags(TrackMetadata metadata) {
        Loudness loudness = metadata.loudness();
        Element replayGain = Element.of("trackGain", loudness.trackGain())
                .with("trackPeak", loudness.trackPeak())
                .with("albumGain", loudness.albumGain())
                .with("albumPeak", loudness.albumPeak());
        return Element.of("title", metadata.title())
                .with("album", metadata.album())
                .with("artist", metadata.artist())
                .with("displayArtist", Objects.requireNonNullElse(metadata.artist(), ""))
                .with("displayAlbumArtist", Objects.requireNonNullElse(metadata.albumArtist(), ""))
                .with("displayComposer", Objects.requireNonNullElse(metadata.composer(), ""))
                .with("track", metadata.position().track())
                .with("discNumber", metadata.position().disc())
                .with("year", metadata.year())
                .with(genres(metadata.genres()))
                .with("moods", metadata.character().moods())
                .with(
                        "bpm",
                        Math.round(
                                Objects.requireNonNullElse(metadata.character().bpm(), 0.0)))
                .with("isrc", metadata.isrcs())
                .with("explicitStatus", metadata.isExplicit() ? "explicit" : "")
                .with("replayGain", replayGain);
    }

    private static Element file(Track track) {
        TrackMetadata metadata = track.metadata();
        AudioProperties audio = track.audio();
        return Element.of("size", track.audioObject().size())
                .with("contentType", track.audioObject().contentType())
                .with("suffix", audio.format())
                .with(
                        "path",
                        metadata.artist() + "/" + metadata.album() + "/" + metadata.title() + "." + audio.format())
                .with("duration", seconds(duration(track)))
                .with("bitRate", audio.bitrate() == null ? null : audio.bitrate() / 1_000)
                .with("bitDepth", audio.bitDepth())
                .with("samplingRate", audio.sampleRate())
                .with("channelCount", audio.channels());
    }

    private static List<CatalogLink> of(List<CatalogLink> links, Set<CatalogKind> kinds) {
        return links.stream().filter(link -> kinds.contains(link.kind())).toList();
    }

    private static List<Element> artists(List<CatalogLink> artists) {
        return artists.stream().map(Views::artist).toList();
    }

    private static Element artist(CatalogLink artist) {
        return Element.of("id", Subject.artist(artist.id())).with("name", artist.name());
    }

    static Element genres(List<String> genres) {
        Stream<Element> named = genres.stream().map(genre -> Element.of("name", genre));
        return Element.of("genres", named.toList())
                .with("genre", genres.stream().findFirst().orElse(null));
    }

    static Duration duration(Track track) {
        return Objects.requireNonNullElse(track.audio().duration(), Duration.ZERO);
    }

    static long seconds(Duration duration) {
        return duration.plusMillis(500).toSeconds();
    }

    static Element artist(CatalogEntry artist) {
        return artist(artist.link())
                .with("title", artist.name())
                .with("isDir", true)
                .with("coverArt", Subject.artist(artist.id()))
                .with("albumCount", artist.albums())
                .with("sortName", artist.sortName());
    }

    static Element album(Album album) {
        CatalogLink artist = album.artist();
        Element element = Element.of("id", Subject.album(album.id()))
                .with("isDir", true)
                .with("mediaType", "album")
                .with("name", album.title())
                .with("title", album.title())
                .with("album", album.title())
                .with("artists", artist == null ? List.of() : List.of(artist(artist)))
                .with("coverArt", album.artworkTrack() == null ? null : Subject.track(album.artworkTrack()))
                .with("songCount", album.tracks())
                .with("duration", seconds(album.duration()))
                .with("created", album.addedAt())
                .with("year", album.year())
                .with("sortName", album.sortTitle())
                .with("releaseTypes", List.of(album.type().name().toLowerCase(Locale.ROOT)))
                .with("isCompilation", album.type() == Album.Type.COMPILATION);
        return artist == null
                ? element
                : element.with("artist", artist.name())
                        .with("displayArtist", artist.name())
                        .with("artistId", Subject.artist(artist.id()))
                        .with("parent", Subject.artist(artist.id()));
    }
}
