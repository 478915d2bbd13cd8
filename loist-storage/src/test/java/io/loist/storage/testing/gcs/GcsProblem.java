package io.loist.storage.testing.gcs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** An error answer of the JSON API. */
public final class GcsProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    public GcsProblem(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    public static GcsProblem noSuchBucket() {
        return new GcsProblem(404, "notFound", "The specified bucket does not exist.");
    }

    public static GcsProblem noSuchObject(String bucket, String name) {
        return new GcsProblem(404, "notFound", "No such object: " + bucket + "/" + name);
    }

    public static GcsProblem conditionNotMet() {
        return new GcsProblem(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
    }

    public static GcsProblem userProjectMissing() {
        return new GcsProblem(400, "required", "Bucket is a requester pays bucket but no user project provided.");
    }

    public static GcsProblem invalid(String message) {
        return new GcsProblem(400, "invalid", message);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    /** Returns the answer's body. */
    public JsonObject toJson() {
        JsonObject detail = new JsonObject();
        detail.addProperty("message", getMessage());
        detail.addProperty("domain", "global");
        detail.addProperty("reason", reason);
        JsonArray details = new JsonArray();
        details.add(detail);
        JsonObject error = new JsonObject();
        error.addProperty("code", status);
        error.addProperty("message", getMessage());
        error.add("errors", details);
        JsonObject body = new JsonObject();
        body.add("error", error);
        return body;
    }
}
