package io.loist.testkit.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a foreign endpoint, such as an emulator, may not be able to do. {@code -Dloist.gcs.without=copy,move} names what it lacks;
 * the tests that need it are skipped then, and say so. Everything else that the contract asks for cannot be done without.
 */
public enum StoreCapability {
    /** Uploads in chunks, which objects of 8 MiB and more need. */
    RESUMABLE_UPLOADS,
    /** {@code ifGenerationMatch}: storing, copying or moving only if nothing is there, or only what is. */
    PRECONDITIONS,
    /** Copies within the service (objects: rewrite). */
    COPY,
    /** Renaming within a bucket (objects: moveTo). */
    MOVE,
    /** Listing one level of names ({@code delimiter}). */
    FOLDERS;

    /** The system property that names what is lacking, parted by commas. */
    public static final String PROPERTY = "loist.gcs.without";

    /** Returns the capability's name in the property. */
    public String flag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what the property names; nothing if it is not set. */
    public static Set<StoreCapability> missing() {
        return parse(System.getProperty(PROPERTY, ""));
    }

    /**
     * Reads flags parted by commas.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static Set<StoreCapability> parse(String flags) {
        Set<StoreCapability> named = EnumSet.noneOf(StoreCapability.class);
        for (String flag : flags.split(",", -1)) {
            if (!flag.isBlank()) {
                named.add(of(flag.strip()));
            }
        }
        return named;
    }

    private static StoreCapability of(String flag) {
        return Arrays.stream(values())
                .filter(capability -> capability.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D" + PROPERTY + " names \"" + flag + "\", which is none of " + all()));
    }

    private static String all() {
        return Arrays.stream(values()).map(StoreCapability::flag).collect(Collectors.joining(", "));
    }
}
