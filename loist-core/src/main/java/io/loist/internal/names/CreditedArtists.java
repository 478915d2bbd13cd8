package io.loist.internal.names;

import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.TrackMetadata;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final Set<Role> PERFORMING = EnumSet.of(Role.MAIN, Role.FEATURED);
    private static final Set<Role> COMPOSING = EnumSet.of(Role.COMPOSER);

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

    /** Maximum number of artists in a role; a file may name any number. */
    private static final int MAX_ARTISTS = 100;

    /** Maximum length of a name in characters; the value of a tag may be longer. */
    static final int MAX_NAME = 1_000;

    private final TrackMetadata music;
    /** By role and {@link ArtistName#key}. */
    private final Map<Role, Map<String, ArtistName>> byRole = new EnumMap<>(Role.class);

    private final Map<String, UUID> ids = new HashMap<>();

    private CreditedArtists(TrackMetadata music) {
        this.music = music;
        for (ArtistCredit credit : music.credits()) {
            if (credit.musicBrainzId() != null) {
                ids.putIfAbsent(NameKey.of(credit.name()), credit.musicBrainzId());
            }
        }
        addPerforming();
        if (!music.tags().isEmpty()) {
            TAGS.forEach((role, tag) -> tag(tag).forEach(name -> add(role, name)));
        }
        String composers = music.composer();
        if (composers != null && !byRole.containsKey(Role.COMPOSER)) {
            add(Role.COMPOSER, composers);
        }
        sort("artistsort", PERFORMING);
        sort("composersort", COMPOSING);
    }

    /** Reads the tags of a track. */
    public static CreditedArtists of(TrackMetadata music) {
        return new CreditedArtists(music);
    }

    /** Returns the artists of a role, each once, in order. */
    public List<ArtistName> of(Role role) {
        Map<String, ArtistName> artists = byRole.get(role);
        return artists == null ? List.of() : List.copyOf(artists.values());
    }

    /** Returns the artists of all roles; an artist once for each role. */
    public Stream<ArtistName> all() {
        return byRole.values().stream().flatMap(artists -> artists.values().stream());
    }

    /** Returns the artist of the album: of its tag, else several if it is a compilation, else the main artist; null if there is none. */
    public @Nullable ArtistName ofAlbum(boolean compilation) {
        String name = music.albumArtist();
        if (name != null) {
            List<String> sortNames = tag("albumartistsort");
            List<String> tagged = tag("musicbrainz_albumartistid");
            UUID id = tagged.size() == 1 ? uuid(tagged.get(0)) : null;
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
        if (line == null || byRole.containsKey(Role.MAIN)) {
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

    private void add(Role role, String text) {
        String name = role == Role.PERFORMER ? INSTRUMENT.matcher(text.strip()).replaceFirst("") : text.strip();
        if (!name.isBlank()) {
            add(role, new ArtistName(name, idOf(name), null));
        }
    }

    private void add(Role role, ArtistName artist) {
        Map<String, ArtistName> artists = byRole.computeIfAbsent(role, none -> new LinkedHashMap<>());
        if (artists.size() < MAX_ARTISTS) {
            artists.putIfAbsent(artist.key(), artist);
        }
    }

    /** Returns the MusicBrainz id of the credit with this name, or null. */
    private @Nullable UUID idOf(String name) {
        return ids.isEmpty() ? null : ids.get(NameKey.of(name));
    }

    /** Gives the artists of some roles the sort names of a tag, if it has one for each. */
    private void sort(String tag, Set<Role> roles) {
        List<String> sortNames = tag(tag);
        if (sortNames.isEmpty()
                || sortNames.size()
                        != roles.stream().mapToInt(role -> of(role).size()).sum()) {
            return;
        }
        Iterator<String> next = sortNames.iterator();
        for (Role role : roles) {
            Map<String, ArtistName> named = byRole.get(role);
            if (named != null) {
                named.replaceAll((key, artist) -> new ArtistName(artist.name(), artist.musicBrainzId(), next.next()));
            }
        }
    }

    private List<String> tag(String name) {
        List<String> values = music.tags().get(name);
        return values == null
                ? List.of()
                : values.stream()
                        .filter(value -> !value.isBlank() && value.length() <= MAX_NAME)
                        .limit(MAX_ARTISTS)
                        .toList();
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
