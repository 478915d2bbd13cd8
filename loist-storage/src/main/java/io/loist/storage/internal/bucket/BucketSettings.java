package io.loist.storage.internal.bucket;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Bucket.Lifecycle;
import io.loist.object.ObjectLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wanted settings of a bucket, checked as they are set. A setting that is null is not changed. */
public final class BucketSettings {

    private static final String DELETE = "Delete";

    @Nullable
    public String location;

    @Nullable
    public String storageClass;

    @Nullable
    Boolean versioning;

    @Nullable
    Duration softDelete;

    public final Map<String, String> labels = new LinkedHashMap<>();
    final List<Bucket.Cors> cors = new ArrayList<>();
    final List<Lifecycle.Rule> lifecycle = new ArrayList<>();

    /** The members that are granted each role. */
    public final Map<String, List<String>> grants = new LinkedHashMap<>();

    public BucketSettings() {
        lifecycle.add(rule(DELETE, new Lifecycle.Rule.Condition().setAge(1).setMatchesPrefix(temporary())));
        lifecycle.add(rule("AbortIncompleteMultipartUpload", new Lifecycle.Rule.Condition().setAge(1)));
    }

    /** Adds a CORS rule. */
    public void allow(List<String> origins, List<String> methods, List<String> headers, Duration maxAge) {
        cors.add(new Bucket.Cors()
                .setOrigin(origins)
                .setMethod(methods)
                .setResponseHeader(headers)
                .setMaxAgeSeconds(Math.toIntExact(maxAge.toSeconds())));
        requireFew(cors);
    }

    public void keepOldVersions(Duration duration) {
        int days = days("keepOldVersions", duration);
        versioning = true;
        lifecycle.add(rule(DELETE, new Lifecycle.Rule.Condition().setDaysSinceNoncurrentTime(days)));
    }

    public void softDelete(Duration duration) {
        boolean inRange = duration.compareTo(Duration.ofDays(7)) >= 0 && duration.compareTo(Duration.ofDays(90)) <= 0;
        if (!duration.isZero() && !inRange) {
            throw new IllegalArgumentException("softDelete must be zero or from 7 to 90 days, but is " + duration);
        }
        softDelete = duration;
    }

    public void move(String storageClass, Duration age, String prefix) {
        Lifecycle.Rule rule = rule(
                "SetStorageClass",
                new Lifecycle.Rule.Condition().setAge(days("age", age)).setMatchesPrefix(List.of(prefix)));
        rule.getAction().setStorageClass(storageClass);
        lifecycle.add(rule);
        requireFew(lifecycle);
    }

    public void grant(List<String> roles, String member) {
        if (!member.matches("(serviceAccount|user|group|domain|principal|principalSet):\\S+")) {
            throw new IllegalArgumentException("\"" + member
                    + "\" is not a member that can be granted a role; write it like"
                    + " serviceAccount:name@project.iam.gserviceaccount.com. For anonymous access, use signed URLs.");
        }
        roles.forEach(
                role -> grants.computeIfAbsent(role, key -> new ArrayList<>()).add(member));
    }

    private static int days(String what, Duration duration) {
        long days = duration.toDays();
        if (days < 1 || days > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(what + " must be at least a day, but is " + duration);
        }
        return (int) days;
    }

    private static void requireFew(List<?> rules) {
        if (rules.size() > BucketRules.MAX_RULES) {
            throw new IllegalArgumentException(
                    "a bucket can have at most " + BucketRules.MAX_RULES + " rules of a kind; combine some");
        }
    }

    private static List<String> temporary() {
        return List.of(ObjectLayout.TEMPORARY_PREFIX);
    }

    private static Lifecycle.Rule rule(String action, Lifecycle.Rule.Condition condition) {
        return new Lifecycle.Rule()
                .setAction(new Lifecycle.Rule.Action().setType(action))
                .setCondition(condition);
    }
}
