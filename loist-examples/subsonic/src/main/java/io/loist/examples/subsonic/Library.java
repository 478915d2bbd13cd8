package io.loist.examples.subsonic;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.catalog.CatalogQuery;
import io.loist.examples.subsonic.Offsets.Pages;
import io.loist.library.Loist;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.Preference;
import io.loist.play.Subject;
import io.loist.track.Track;
import io.loist.track.TrackRepository;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The library, and its items as the listener of a request sees them: with stars, ratings and plays. */
record Library(Loist loist) {

    TrackRepository tracks() {
        return loist.database().tracks();
    }

    Catalog catalog() {
        return loist.catalog();
    }

    PlayLog plays() {
        return loist.database().plays();
    }

    Track track(Subject id) {
        return tracks().findById(id.id()).orElseThrow(() -> Failure.notFound(id.id()));
    }

    Pages<CatalogEntry> entries(CatalogKind kind, String words) {
        CatalogQuery.Builder query = CatalogQuery.builder(kind).containing(words);
        return (end, limit) -> catalog().entries(query.after(end).limit(limit).build());
    }

    Stream<CatalogEntry> entries(CatalogKind kind) {
        return Offsets.readAll(entries(kind, ""));
    }

    Pages<Album> albums(UnaryOperator<AlbumQuery.Builder> conditions) {
        AlbumQuery.Builder query = conditions.apply(AlbumQuery.builder());
        return (end, limit) -> catalog().albums(query.after(end).limit(limit).build());
    }

    List<Element> songs(Request request, List<Track> tracks) {
        Map<UUID, List<CatalogLink>> links = catalog().links(tracks);
        return marked(
                request, tracks.stream().map(track -> Views.song(track, links.getOrDefault(track.id(), List.of()))));
    }

    /** Adds what a listener has done with songs, albums or artists. */
    List<Element> marked(Request request, Stream<Element> items) {
        List<Element> all = items.toList();
        for (int from = 0; from < all.size(); from += PlayLog.MAX_BATCH) {
            List<Element> batch = all.subList(from, Math.min(all.size(), from + PlayLog.MAX_BATCH));
            List<Subject> subjects = batch.stream().map(Element::subject).toList();
            Stream<Subject> tracks = subjects.stream().filter(subject -> subject.kind() == Subject.Kind.TRACK);
            Map<UUID, PlayCount> counts =
                    plays().counts(request.listener(), tracks.map(Subject::id).toList());
            Map<Subject, Preference> preferences = plays().preferences(request.listener(), subjects);
            for (Element item : batch) {
                PlayCount count = counts.get(item.subject().id());
                Preference preference = preferences.get(item.subject());
                if (count != null) {
                    item.with("playCount", count.completed(), "played", count.lastPlayed());
                }
                if (preference != null) {
                    item.with("starred", preference.starredAt(), "userRating", preference.rating());
                }
            }
        }
        return all;
    }
}
