package io.loist.examples.endtoend.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Which package uses which, with an example of each use. */
final class PackageUses {

    private final SortedMap<String, SortedMap<String, String>> uses = new TreeMap<>();

    PackageUses(Iterable<JavaClass> classes) {
        for (JavaClass type : classes) {
            for (Dependency each : type.getDirectDependenciesFromSelf()) {
                String from = type.getPackageName();
                String to = each.getTargetClass().getBaseComponentType().getPackageName();
                if (to.startsWith("io.loist") && !to.equals(from)) {
                    uses.computeIfAbsent(from, key -> new TreeMap<>())
                            .putIfAbsent(
                                    to,
                                    type.getSimpleName() + " uses "
                                            + each.getTargetClass()
                                                    .getBaseComponentType()
                                                    .getSimpleName());
                }
            }
        }
    }

    /** Returns each use that is part of a cycle: the package used leads back to the one that uses it. */
    SortedMap<String, String> cycles() {
        return matching((from, to) -> reach(to).contains(from));
    }

    /** Returns each use of the package {@code door} by a package under {@code door.internal}. */
    SortedMap<String, String> ofDoor(String door) {
        return matching((from, to) -> to.equals(door) && from.startsWith(door + ".internal"));
    }

    private SortedMap<String, String> matching(BiPredicate<String, String> condition) {
        SortedMap<String, String> found = new TreeMap<>();
        uses.forEach((from, targets) -> targets.forEach((to, example) -> {
            if (condition.test(from, to)) {
                found.put(from + " -> " + to, example);
            }
        }));
        return found;
    }

    private Set<String> reach(String start) {
        Set<String> seen = new HashSet<>();
        TreeSet<String> open = new TreeSet<>(Set.of(start));
        while (!open.isEmpty()) {
            String next = open.pollFirst();
            if (seen.add(next)) {
                open.addAll(uses.getOrDefault(next, new TreeMap<>(Map.of())).keySet());
            }
        }
        return seen;
    }
}
