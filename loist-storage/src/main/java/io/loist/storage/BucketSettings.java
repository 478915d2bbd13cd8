package io.loist.storage;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Bucket.Lifecycle;
import io.loist.media.ObjectLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bucket is to be like. What is null is left as it is. */
final class BucketSettings {

    private static final String DELETE = "Delete";

    @Nullable
    String location;

    @Nullable
    String storageClass;

    @Nullable
    Boolean versioning;

    @Nullable
    Duration softDelete;

    final Map<String, String> labels = new LinkedHashMap<>();
    final List<Bucket.Cors> cors = new ArrayList<>();
    final List<Lifecycle.Rule> lifecycle = new ArrayList<>();

    /** Roles, each with who is to have it. */
    final Map<String, List<String>> grants = new LinkedHashMap<>();

    BucketSettings() {
        lifecycle.add(rule(DELETE, new Lifecycle.Rule.Condition().setAge(1).setMatchesPrefix(temporary())));
        lifecycle.add(rule("AbortIncompleteMultipartUpload", new Lifecycle.Rule.Condition().setAge(1)));
    }

    void allow(CorsRule rule) {
        cors.add(new Bucket.Cors()
                .setOrigin(rule.origins())
                .setMethod(rule.methods())
                .setResponseHeader(rule.headers())
                .setMaxAgeSeconds(Math.toIntExact(rule.maxAge().toSeconds())));
    }

    void deleteOldVersionsAfter(int days) {
        lifecycle.add(rule(DELETE, new Lifecycle.Rule.Condition().setDaysSinceNoncurrentTime(days)));
    }

    void move(String storageClass, int days, String prefix) {
        Lifecycle.Rule rule = rule(
                "SetStorageClass", new Lifecycle.Rule.Condition().setAge(days).setMatchesPrefix(List.of(prefix)));
        rule.getAction().setStorageClass(storageClass);
        lifecycle.add(rule);
    }

    void grant(String role, String member) {
        grants.computeIfAbsent(role, key -> new ArrayList<>()).add(member);
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
