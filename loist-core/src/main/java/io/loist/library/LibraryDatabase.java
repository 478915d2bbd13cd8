package io.loist.library;

import io.loist.catalog.Catalog;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.play.PlayLog;
import io.loist.search.SearchService;

/** A database that a library can be built on; {@code LoistDatabase} is one. Safe for use by several threads. */
public interface LibraryDatabase extends IngestDatabase, AutoCloseable {

    /** Returns the search. */
    SearchService search();

    /** Returns the catalogue. */
    Catalog catalog();

    /** Returns what listeners have played, starred and rated. */
    PlayLog plays();

    /** Closes the connections that it opened. Closing again has no effect. */
    @Override
    void close();
}
