/**
 * The contracts and values of loist: what a track, an object and a signed URL are, and what a repository, a search, an
 * object store and a signer promise. The ingest pipeline and V4 signing live here too, since they need nothing else.
 */
@SuppressWarnings({"module", "requires-transitive-automatic"
}) // Modules that are not on this path, and optional ones without a descriptor
module io.loist.core {
    requires java.net.http;
    requires org.slf4j;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static io.opentelemetry.api;
    requires static io.opentelemetry.context;
    requires static transitive org.jspecify;

    exports io.loist;
    exports io.loist.catalog;
    exports io.loist.ingest;
    exports io.loist.ingest.spi;
    exports io.loist.internal to
            io.loist.storage,
            io.loist.db,
            io.loist.testkit;
    exports io.loist.internal.catalog to
            io.loist.db,
            io.loist.testkit;
    exports io.loist.internal.names to
            io.loist.db,
            io.loist.testkit;
    exports io.loist.library;
    exports io.loist.object;
    exports io.loist.observe;
    exports io.loist.observe.micrometer;
    exports io.loist.observe.otel;
    exports io.loist.play;
    exports io.loist.signing;
    exports io.loist.upload;
    exports io.loist.search;
    exports io.loist.track;

    uses io.loist.ingest.spi.AudioReader;
}
