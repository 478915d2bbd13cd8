package io.loist.db.internal.catalog;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.catalog.CatalogQuery;
import io.loist.catalog.Heading;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.KindLetters;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.internal.catalog.NamedEntry;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The catalogue in the tables {@code catalog_name} and {@code catalog_count}. */
public final class PostgresCatalog implements Catalog {

    private static final int MAX_TRACKS = 1_000;

    private final Jdbc jdbc;
    private final Scope scope;
    private final ShownEntries shown;

    public PostgresCatalog(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.shown = new ShownEntries(scope);
    }

    @Override
    public Page<CatalogEntry> entries(CatalogQuery query) {
        Objects.requireNonNull(query, "query");
        return read("list entries of the catalogue", connection -> {
            NamePage.Found found = EntryPage.find(connection, scope, query);
            return new Page<>(shown.entries(connection, query.kind(), found.ids()), found.next());
        });
    }

    @Override
    public List<Heading> headings(CatalogKind kind) {
        Sql headings = scope.in(Sql.of(TransactionSettings.READ_BY_INDEX).then(CatalogSql.HEADINGS))
                .with("kind", KindLetters.of(kind))
                .replanned();
        return read(
                "count the entries of the catalogue",
                connection -> Jdbc.queryLast(
                        connection, headings, row -> new Heading(row.getString("heading"), row.getLong("entries"))));
    }

    @Override
    public Optional<CatalogEntry> entry(CatalogKind kind, UUID id) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        return read("find the entry " + id, connection -> {
            Optional<CatalogEntry> entry = entry(connection, kind, id);
            Optional<UUID> follow = entry.isPresent() ? Optional.empty() : follow(connection, id);
            return follow.isPresent() ? entry(connection, kind, follow.get()) : entry;
        });
    }

    private Optional<CatalogEntry> entry(Connection connection, CatalogKind kind, UUID id) throws SQLException {
        return shown.entries(connection, kind, List.of(id)).stream().findFirst();
    }

    /** Returns where the tracks of an id went that none has any more. */
    private Optional<UUID> follow(Connection connection, UUID id) throws SQLException {
        Sql follow = scope.in(Sql.of(TransactionSettings.READ_BY_INDEX).then(CatalogSql.FOLLOW))
                .with("id", id)
                .replanned();
        return Jdbc.queryLast(connection, follow, row -> row.getObject(1, UUID.class)).stream()
                .findFirst();
    }

    @Override
    public Page<Album> albums(AlbumQuery query) {
        Objects.requireNonNull(query, "query");
        return read("list albums", connection -> {
            AlbumPage page = new AlbumPage(scope, query);
            NamePage.Found found = page.find(connection, query.artist(), query.twinsOf());
            if (found.ids().isEmpty() && (query.artist() != null || query.twinsOf() != null)) {
                found = page.find(
                        connection, followed(connection, query.artist()), followed(connection, query.twinsOf()));
            }
            return new Page<>(shown.albums(connection, found.ids()), found.next());
        });
    }

    private @Nullable UUID followed(Connection connection, @Nullable UUID id) throws SQLException {
        return id == null ? null : follow(connection, id).orElse(id);
    }

    @Override
    public Optional<AlbumDetails> album(UUID id) {
        Objects.requireNonNull(id, "id");
        return read("find the album " + id, connection -> {
            Optional<AlbumDetails> album = album(connection, id);
            Optional<UUID> follow = album.isPresent() ? Optional.empty() : follow(connection, id);
            return follow.isPresent() ? album(connection, follow.get()) : album;
        });
    }

    private Optional<AlbumDetails> album(Connection connection, UUID id) throws SQLException {
        List<Album> found = shown.albums(connection, List.of(id));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Sql tracks = scope.in(Sql.of(TransactionSettings.READ_BY_INDEX).then(CatalogSql.TRACKS_OF_ALBUM))
                .with("id", id)
                .with("limit", AlbumDetails.MAX_TRACKS)
                .replanned();
        return Optional.of(AlbumContents.of(
                found.get(0), Jdbc.queryLast(connection, tracks, TrackRowMapper::map), scope.albums()));
    }

    @Override
    public Page<Track> tracks(UUID artist, int limit, @Nullable Cursor after) {
        Objects.requireNonNull(artist, "artist");
        if (limit < 1 || limit > MAX_TRACKS) {
            throw new IllegalArgumentException("limit must be from 1 to " + MAX_TRACKS + ", but is " + limit);
        }
        ArtistTracks tracks = new ArtistTracks(scope, artist, after);
        return read("list the tracks of the artist " + artist, connection -> {
            Page<Track> page = tracks.read(connection, artist, limit);
            Optional<UUID> follow = page.items().isEmpty() ? follow(connection, artist) : Optional.empty();
            return follow.isPresent() ? tracks.read(connection, follow.get(), limit) : page;
        });
    }

    @Override
    public Map<UUID, List<CatalogLink>> links(List<Track> tracks) {
        if (tracks.size() > MAX_BATCH) {
            throw new IllegalArgumentException("tracks must be at most " + MAX_BATCH + ", but are " + tracks.size()
                    + "; split them over several calls");
        }
        Map<UUID, List<CatalogLink>> links = new LinkedHashMap<>();
        for (Track track : tracks) {
            links.put(
                    track.id(),
                    AlbumContents.entries(track, scope.albums()).entries().stream()
                            .map(NamedEntry::link)
                            .toList());
        }
        return Collections.unmodifiableMap(links);
    }

    private <T> T read(String action, Jdbc.Work<T> work) {
        return jdbc.read(action, Jdbc.keeping(TransactionSettings.OF_LISTING, work));
    }
}
