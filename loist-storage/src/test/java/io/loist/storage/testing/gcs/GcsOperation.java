package io.loist.storage.testing.gcs;

/** The calls that the test server knows. */
public enum GcsOperation {
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
    /** Objects: patch. */
    PATCH,
    /** Objects: delete. */
    DELETE,
    /** Many calls in one request. */
    BATCH,
    /** Buckets: get. */
    BUCKET_GET,
    /** Buckets: insert. */
    BUCKET_CREATE,
    /** Buckets: patch. */
    BUCKET_PATCH,
    /** Buckets: getIamPolicy. */
    POLICY_GET,
    /** Buckets: setIamPolicy. */
    POLICY_SET,
    /** Buckets: testIamPermissions. */
    PERMISSIONS,
    /** Any call of the XML API, which signed URLs make. */
    XML
}
