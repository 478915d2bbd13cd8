package io.loist.examples.subsonic;

/** Why a request is not answered, with the code that Subsonic and OpenSubsonic give it. */
final class Failure extends RuntimeException {

    static final int GENERIC = 0;
    static final int MISSING_PARAMETER = 10;
    static final int WRONG_PASSWORD = 40;
    static final int MECHANISM_NOT_SUPPORTED = 42;
    static final int CONFLICTING_MECHANISMS = 43;
    static final int INVALID_API_KEY = 44;
    static final int NOT_AUTHORIZED = 50;
    static final int NOT_FOUND = 70;

    private static final long serialVersionUID = 1;

    final int code;

    Failure(int code, String message) {
        super(message);
        this.code = code;
    }

    static Failure notFound(Object id) {
        return new Failure(NOT_FOUND, "The library does not have this, or no longer: " + id);
    }
}
