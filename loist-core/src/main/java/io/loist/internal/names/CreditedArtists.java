package io.loist.internal.names;

import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.TrackMetadata;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The artists that the tags of a track name, one by one, by role and in order; and the artist of its album. */
public final class CreditedArtists {

    private static final Pattern GUESTS =
            Pattern.compile("(?i)(?<main>\\S.*?)\\s[(\\[]?(?:feat\\.?|ft\\.?|featuring)\\s+(?<guests>.+?)[)\\]]?");

    /** What a person plays, after the name in the tag {@code performer}. */
    private static final Pattern INSTRUMENT = Pattern.compile("\\s*\\([^()]*\\)$");

    private static final Map<Role, String> TAGS = new EnumMap<>(Map.of(
            Role.REMIXER, "remixer",
            Role.PRODUCER, "producer",
            Role.CONDUCTOR, "conductor",
            Role.PERFORMER, "performer",
            Role.COMPOSER, "composer",
            Role.LYRICIST, "lyricist",
            Role.ARRANGER, "arranger"));

    private final TrackMetadata music;
    private final Map<Role, List<ArtistName>> byRole = new EnumMap<>(Role.class);

    private CreditedArtists(TrackMetadata music) {
        this.music = music;
        addPerforming();
        addOthers();
        sort("artistsort", Set.of(Role.MAIN, Role.FEATURED));
        sort("composersort", Set.of(Role.COMPOSER));
    }

    /** Reads the tags of a track. */
    public static CreditedArtists of(TrackMetadata music) {
        return new CreditedArtists(music);
    }

    /** Returns the artists of a role, each once, in order. */
    public List<ArtistName> of(Role role) {
        return byRole.getOrDefault(role, List.of());
    }

    /** Returns the artists of all roles; an artist once for each role. */
    public Stream<ArtistName> all() {
        return byRole.values().stream().flatMap(List::stream);
    }

    /** Returns the artist of the album: of its tag, else several if it is a compilation, else the main artist; null if there is none. */
    public @Nullable ArtistName ofAlbum(boolean compilation) {
        String name = music.albumArtist();
        if (name != null) {
            List<String> sortNames = tag("albumartistsort");
            List<String> ids = tag("musicbrainz_albumartistid");
            UUID id = ids.size() == 1 ? uuid(ids.get(0)) : null;
            return ArtistName.ofAlbum(
                    name, id == null ? idOf(name) : id, sortNames.size() == 1 ? sortNames.get(0) : null);
        }
        if (compilation) {
            return ArtistName.VARIOUS;
        }
        return of(Role.MAIN).stream().findFirst().orElse(null);
    }

    private void addPerforming() {
        for (ArtistCredit credit : music.credits()) {
            add(credit.role(), new ArtistName(credit.name(), credit.musicBrainzId(), null));
        }
        String line = music.artist();
        if (line == null || !of(Role.MAIN).isEmpty()) {
            return;
        }
        Matcher guests = GUESTS.matcher(line.strip());
        if (guests.matches()) {
            add(Role.MAIN, guests.group("main"));
            add(Role.FEATURED, guests.group("guests"));
        } else {
            add(Role.MAIN, line);
        }
    }

    private void addOthers() {
        TAGS.forEach((role, tag) -> tag(tag).forEach(name -> add(role, name)));
        String composers = music.composer();
        if (composers != null && of(Role.COMPOSER).isEmpty()) {
            add(Role.COMPOSER, composers);
        }
    }

    private void add(Role role, String text) {
        String name = role == Role.PERFORMER ? INSTRUMENT.matcher(text.strip()).replaceFirst("") : text.strip();
        if (!name.isBlank()) {
            add(role, new ArtistName(name, idOf(name), null));
        }
    }

    private void add(Role role, ArtistName artist) {
        List<ArtistName> artists = byRole.computeIfAbsent(role, none -> new ArrayList<>());
        if (artists.stream().noneMatch(there -> there.key().equals(artist.key()))) {
            artists.add(artist);
        }
    }

    /** Returns the MusicBrainz id of the credit with this name, or null. */
    private @Nullable UUID idOf(String name) {
        String key = NameKey.of(name);
        return music.credits().stream()
                .filter(credit -> credit.musicBrainzId() != null
                        && NameKey.of(credit.name()).equals(key))
                .map(ArtistCredit::musicBrainzId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Gives the artists of some roles the sort names of a tag, if it has one for each. */
    private void sort(String tag, Set<Role> roles) {
        List<String> sortNames = tag(tag);
        long artists = roles.stream().mapToLong(role -> of(role).size()).sum();
        if (sortNames.isEmpty() || sortNames.size() != artists) {
            return;
        }
        int at = 0;
        for (Role role : Role.values()) {
            List<ArtistName> named = roles.contains(role) ? byRole.getOrDefault(role, List.of()) : List.<ArtistName>of();
            for (int i = 0; i < named.size(); i++, at++) {
                ArtistName artist = named.get(i);
                named.set(i, new ArtistName(artist.name(), artist.musicBrainzId(), sortNames.get(at)));
            }
        }
    }

    private List<String> tag(String name) {
        return music.tags().getOrDefault(name, List.of());
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
