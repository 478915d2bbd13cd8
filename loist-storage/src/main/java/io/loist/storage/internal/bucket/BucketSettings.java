package io.loist.storage.internal.bucket;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Bucket.Lifecycle;
import io.loist.object.ObjectLayout;
import io.loist.storage.CorsRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bucket is to be like, each setting checked as it is given. What is null is left as it is. */
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

    /** Roles, each with who is to have it. */
    public final Map<String, List<String>> grants = new LinkedHashMap<>();

    public BucketSettings() {
        lifecycle.add(rule(DELETE, new Lifecycle.Rule.Condition().setAge(1).setMatchesPrefix(temporary())));
        lifecycle.add(rule("AbortIncompleteMultipartUpload", new Lifecycle.Rule.Condition().setAge(1)));
    }

    public void allow(CorsRule rule) {
        cors.add(new Bucket.Cors()
                .setOrigin(rule.origins())
                .setMethod(rule.methods())
                .setResponseHeader(rule.headers())
                .setMaxAgeSeconds(Math.toIntExact(rule.maxAge().toSeconds())));
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
                    + "\" is not a member to grant a role to; write it like serviceAccount:name@project.iam.gserviceaccount.com."
                    + " Nobody anonymous is given a role here; hand out signed URLs.");
        }
        roles.forEach(
                role -> grants.computeIfAbsent(role, key -> new ArrayList<>()).add(member));
    }

    private static int days(String what, Duration duration) {
        long days = duration.toDays();
        if (days < 1 || days > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(what + " must be a day or more, counted in days, but is " + duration);
        }
        return (int) days;
    }

    private static void requireFew(List<?> rules) {
        if (rules.size() > BucketRules.MAX_RULES) {
            throw new IllegalArgumentException(
                    "a bucket is set up with " + BucketRules.MAX_RULES + " rules of a kind at most; join some");
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
