package io.loist.examples.subsonic;

import io.loist.play.Play;
import io.loist.play.Subject;
import io.loist.track.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Stars, ratings and plays. What is playing now is not stored. */
record Marks(Library library, Map<String, Playing> playing) {

    private static final Duration SHOWN_AS_PLAYING = Duration.ofMinutes(10);

    /** What a client said that it plays. */
    record Playing(Track track, String client, Instant since) {}

    Element star(Request request) {
        subjects(request).forEach(subject -> library.plays().star(request.listener(), subject));
        return Element.EMPTY;
    }

    Element unstar(Request request) {
        subjects(request).forEach(subject -> library.plays().unstar(request.listener(), subject));
        return Element.EMPTY;
    }

    private static Stream<Subject> subjects(Request request) {
        return Stream.of("id", "albumId", "artistId").flatMap(name -> request.subjects(name).stream());
    }

    Element rate(Request request) {
        library.plays().rate(request.listener(), request.id(), Integer.parseInt(request.text("rating")));
        return Element.EMPTY;
    }

    /** Records plays, or what is playing now. A play that a client sends again, with its time, counts once. */
    Element scrobble(Request request) {
        List<Subject> ids = request.subjects("id");
        List<String> times = request.all("time");
        for (int i = 0; i < ids.size(); i++) {
            Track track = library.track(ids.get(i));
            Instant time = i < times.size() ? Instant.ofEpochMilli(Long.parseLong(times.get(i))) : Instant.now();
            if (request.text("submission", "true").equals("true")) {
                library.plays().record(Play.completed(track.id(), request.listener(), time, Views.duration(track)));
            } else {
                playing.put(request.listener(), new Playing(track, request.text("c", ""), time));
            }
        }
        return Element.EMPTY;
    }

    Element nowPlaying(Request request) {
        List<Element> entries = new ArrayList<>();
        playing.forEach((listener, now) -> {
            Duration since = Duration.between(now.since(), Instant.now());
            if (since.compareTo(SHOWN_AS_PLAYING) < 0) {
                Element entry = library.songs(request, List.of(now.track())).get(0);
                entry.with("username", listener, "minutesAgo", since.toMinutes(), "playerId", 0);
                entries.add(entry.with("playerName", now.client()));
            }
        });
        return Element.of("entry", entries);
    }
}
