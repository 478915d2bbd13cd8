package io.loist.examples.benchmarks.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of a benchmark by name, printed as a table and written as one flat JSON object. */
public final class BenchReport {

    private final Map<String, Object> figures = new LinkedHashMap<>();

    public BenchReport() {
        put("env.cores", Runtime.getRuntime().availableProcessors());
        put("env.java", System.getProperty("java.version"));
    }

    /** Adds a figure; its name is lower case, its parts joined by dots, its unit in the last part. */
    public void put(String name, double figure) {
        if (Double.isFinite(figure)) {
            figures.put(name, figure);
        }
    }

    /** Adds a fact about what the benchmark ran on. */
    public void put(String name, String fact) {
        figures.put(name, fact);
    }

    public void print(PrintStream out) {
        int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        figures.forEach(
                (name, value) -> out.println("  " + name + " ".repeat(width - name.length() + 2) + shown(value)));
    }

    public void writeJson(Path file) throws IOException {
        StringBuilder json = new StringBuilder("{\n");
        figures.forEach((name, value) -> json.append(json.length() > 2 ? ",\n" : "")
                .append("  ")
                .append(quoted(name))
                .append(": ")
                .append(value instanceof Double number ? plain(number) : quoted(value.toString())));
        Files.writeString(file, json.append("\n}\n"));
    }

    private static String shown(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%,.0f" : "%.3f", number)
                : value.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.6g", number);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
