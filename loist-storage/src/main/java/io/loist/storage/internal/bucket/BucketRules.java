package io.loist.storage.internal.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.util.Data;
import com.google.api.client.util.GenericData;
import io.loist.internal.Checksums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's rules of one kind: loist's own among those of other programs. A label of the bucket holds the fingerprints of loist's
 * own rules, so that a rule that is no longer wanted can be distinguished from another program's.
 *
 * @param <T> a rule as the JSON API has it
 */
final class BucketRules<T extends GenericData> {

    /** The number of fingerprints that fit into the 63 characters of a label. */
    static final int MAX_RULES = 7;

    private static final String SEPARATOR = "_";
    private static final int FINGERPRINT_DIGITS = 8;

    private final List<T> existing;
    private final List<T> wanted;
    private final Set<String> ours;

    /**
     * Compares rules.
     *
     * @param label the label that holds the fingerprints of loist's own rules, or null if there is none
     */
    BucketRules(@Nullable List<T> existing, List<T> wanted, @Nullable String label) {
        this.existing = existing == null ? List.of() : existing;
        this.wanted = wanted;
        this.ours = label == null ? Set.of() : Set.of(label.split(SEPARATOR));
    }

    /** Returns the wanted rules that do not exist. */
    List<T> missing() {
        Set<String> present = existing.stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return wanted.stream()
                .filter(rule -> !present.contains(fingerprint(rule)))
                .toList();
    }

    /** Returns loist's own rules that are no longer wanted. */
    List<T> outdated() {
        Set<String> kept = wanted.stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return existing.stream()
                .filter(rule -> ours.contains(fingerprint(rule)) && !kept.contains(fingerprint(rule)))
                .toList();
    }

    /** Returns the rules to write: other programs' as they are, and loist's own. */
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

    /** Returns the label for the wanted rules that loist has written, now or before; empty if there are none. */
    String label() {
        Set<String> added = missing().stream().map(BucketRules::fingerprint).collect(Collectors.toSet());
        return wanted.stream()
                .map(BucketRules::fingerprint)
                .filter(print -> added.contains(print) || ours.contains(print))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** Returns a rule in one line; equal rules have equal lines. */
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
        return Checksums.sha256(describe(rule).getBytes(UTF_8)).substring(0, FINGERPRINT_DIGITS);
    }
}
