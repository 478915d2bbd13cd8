package io.loist.ingest;

/** Takes audio files in: reads them, stores their bytes and saves their tracks. */
public final class IngestPipeline {
    private IngestPipeline() {}
}
