package io.loist.storage.internal.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.util.Data;
import com.google.api.client.util.GenericData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's list of rules of one kind, ours among those of others. Which ones are ours is written down in a label of the bucket,
 * as fingerprints, so that a rule we no longer want can be told from one that somebody else wants.
 *
 * @param <T> a rule as the JSON API has it
 */
final class BucketRules<T extends GenericData> {

    /** As many fingerprints as a label holds in its 63 characters. */
    static final int MAX_RULES = 7;

    private static final String SEPARATOR = "_";
    private static final int FINGERPRINT_BYTES = 4;

    private final List<T> existing;
    private final List<T> wanted;
    private final Set<String> ours;

    /**
     * Compares rules.
     *
     * @param label the label that tells which of the existing rules are ours, or null if there is none
     */
    BucketRules(@Nullable List<T> existing, List<T> wanted, @Nullable String label) {
        this.existing = existing == null ? List.of() : existing;
        this.wanted = wanted;
        this.ours = label == null ? Set.of() : Set.of(label.split(SEPARATOR));
    }

    /** Returns the rules that are wanted and not there. */
    List<T> missing() {
        Set<String> there = existing.stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return wanted.stream()
                .filter(rule -> !there.contains(fingerprint(rule)))
                .toList();
    }

    /** Returns the rules that are ours and no longer wanted. */
    List<T> outdated() {
        Set<String> kept = wanted.stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return existing.stream()
                .filter(rule -> ours.contains(fingerprint(rule)) && !kept.contains(fingerprint(rule)))
                .toList();
    }

    /** Returns the rules the bucket is to have: those of others as they are, and ours. */
    List<T> merged() {
        List<T> merged = new ArrayList<>(existing);
        merged.removeAll(outdated());
        merged.addAll(missing());
        return merged;
    }

    /** Returns whether the bucket has the rules already. */
    boolean isMet() {
        return missing().isEmpty() && outdated().isEmpty();
    }

    /** Returns the label for the rules that are wanted and that this set-up wrote, now or before; empty for none. */
    String label() {
        Set<String> added = missing().stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return wanted.stream()
                .map(BucketRules::fingerprint)
                .filter(print -> added.contains(print) || ours.contains(print))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** Returns a rule in one line that is the same for the same rule. */
    static String describe(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((name, part) -> {
                if (part != null && !Data.isNull(part)) {
                    sorted.put(String.valueOf(name), describe(part));
                }
            });
            return sorted.toString();
        }
        return value instanceof List<?> list
                ? list.stream().map(BucketRules::describe).toList().toString()
                : String.valueOf(value);
    }

    private static String fingerprint(Object rule) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(describe(rule).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
