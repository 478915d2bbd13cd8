package io.loist.ingest.spi;

/** What an object is to its track. */
public enum ObjectRole {
    /** Its audio. */
    AUDIO,
    /** Its artwork. */
    ARTWORK,
    /** A scaled copy of its artwork. */
    THUMBNAIL
}
