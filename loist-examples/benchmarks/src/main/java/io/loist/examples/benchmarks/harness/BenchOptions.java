package io.loist.examples.benchmarks.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a benchmark: {@code --name value}, each at most once. */
public final class BenchOptions {

    private final Map<String, String> values;

    private BenchOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException if an option lacks its dashes or its value, or is given twice
     */
    public static BenchOptions parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("An option is written --name value, not \"" + name + "\".");
            }
            if (values.put(name.substring(2), arguments.get(i + 1)) != null) {
                throw new IllegalArgumentException("The option " + name + " is given twice.");
            }
        }
        return new BenchOptions(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /**
     * Returns a whole number.
     *
     * @throws IllegalArgumentException if the value is not a whole number
     */
    public int number(String name, int defaultValue) {
        try {
            return text(name)
                    .map(value -> Integer.parseInt(value.replace("_", "")))
                    .orElse(defaultValue);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The option --" + name + " takes a whole number.", e);
        }
    }
}
