package io.loist.storage;

/** The calls of the JSON API that the test server knows. */
enum GcsOperation {
    /** Objects: insert, all in one request. */
    INSERT,
    /** Objects: insert, the start of a resumable upload. */
    START,
    /** A chunk of a resumable upload, or the question how far it is. */
    CHUNK,
    /** Objects: get. */
    GET,
    /** Objects: get, the bytes. */
    MEDIA,
    /** Objects: list. */
    LIST,
    /** Objects: rewrite. */
    REWRITE,
    /** Objects: move. */
    MOVE,
    /** Objects: delete. */
    DELETE
}
