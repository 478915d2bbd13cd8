package io.loist.examples.subsonic;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.loist.track.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Playlists, kept simply: in a file, which is read at the start and written after each change. Users see their own. */
final class Playlists {

    private static final Gson GSON = new Gson();

    private final Library library;
    private final Path file;
    private final Map<String, Playlist> playlists;

    Playlists(Library library, Path file) throws IOException {
        this.library = library;
        this.file = file;
        String json = Files.exists(file) ? Files.readString(file) : "{}";
        this.playlists = GSON.fromJson(json, new TypeToken<TreeMap<String, Playlist>>() {});
    }

    private record Playlist(
            String id, String owner, String name, String comment, String created, String changed, List<UUID> songs) {}

    synchronized Element list(Request request) {
        List<Element> own = playlists.values().stream()
                .filter(playlist -> playlist.owner().equals(request.listener()))
                .map(playlist -> element(playlist, tracks(playlist)))
                .toList();
        return Element.of("playlist", own);
    }

    synchronized Element playlist(Request request) {
        return withSongs(request, find(request, "id"));
    }

    /** Creates a playlist or, if the request names one, gives it other songs. */
    synchronized Element create(Request request) {
        String now = Instant.now().toString();
        String id = UUID.randomUUID().toString();
        Playlist old = request.has("playlistId")
                ? find(request, "playlistId")
                : new Playlist(id, request.listener(), request.text("name"), "", now, now, List.of());
        return withSongs(request, save(request, old, request.ids("songId")));
    }

    synchronized Element update(Request request) {
        Playlist old = find(request, "playlistId");
        List<UUID> songs = new ArrayList<>();
        List<Track> shown = tracks(old);
        for (int i = 0; i < shown.size(); i++) {
            if (!request.all("songIndexToRemove").contains(String.valueOf(i))) {
                songs.add(shown.get(i).id());
            }
        }
        songs.addAll(request.ids("songIdToAdd"));
        save(request, old, songs);
        return Element.EMPTY;
    }

    synchronized Element delete(Request request) {
        playlists.remove(find(request, "id").id());
        write();
        return Element.EMPTY;
    }

    private Playlist find(Request request, String parameter) {
        Playlist playlist = playlists.get(request.text(parameter));
        if (playlist == null || !playlist.owner().equals(request.listener())) {
            throw Failure.notFound(request.text(parameter));
        }
        return playlist;
    }

    private Playlist save(Request request, Playlist old, List<UUID> songs) {
        String name = request.text("name", old.name());
        String comment = request.text("comment", old.comment());
        String now = Instant.now().toString();
        Playlist playlist = new Playlist(old.id(), old.owner(), name, comment, old.created(), now, songs);
        playlists.put(playlist.id(), playlist);
        write();
        return playlist;
    }

    private void write() {
        try {
            Files.writeString(file, GSON.toJson(playlists));
        } catch (IOException e) {
            throw new UncheckedIOException("The playlists cannot be written to " + file + ".", e);
        }
    }

    /** Returns the tracks of a playlist in order, without those that were deleted. */
    private List<Track> tracks(Playlist playlist) {
        Map<UUID, Track> tracks = library.tracks().findAllById(playlist.songs()).tracks().stream()
                .collect(Collectors.toMap(Track::id, track -> track));
        return playlist.songs().stream()
                .filter(tracks::containsKey)
                .map(tracks::get)
                .toList();
    }

    private Element withSongs(Request request, Playlist playlist) {
        List<Track> tracks = tracks(playlist);
        return element(playlist, tracks).with("entry", library.songs(request, tracks));
    }

    private static Element element(Playlist playlist, List<Track> tracks) {
        Duration duration = tracks.stream().map(Views::duration).reduce(Duration.ZERO, Duration::plus);
        return Element.of("id", playlist.id(), "name", playlist.name(), "comment", playlist.comment())
                .with("owner", playlist.owner(), "public", false, "songCount", tracks.size())
                .with("created", playlist.created(), "changed", playlist.changed())
                .with("duration", Views.seconds(duration));
    }
}
