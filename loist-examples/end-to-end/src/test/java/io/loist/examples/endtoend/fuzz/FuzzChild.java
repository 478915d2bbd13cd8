package io.loist.examples.endtoend.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that gives inputs to a target, with the memory of a small container. */
final class FuzzChild {

    private FuzzChild() {}

    /** Runs it to its end and returns the lines it printed. */
    static List<String> run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbasedir=" + FuzzCorpus.root().resolve("loist-storage"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-Dfile.encoding=UTF-8"));
        String seed = System.getProperty("loist.fuzz.seed");
        if (seed != null) {
            command.add("-Dloist.fuzz.seed=" + seed);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FuzzMain.class.getName()));
        command.addAll(arguments);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        }
        int status = child.waitFor();
        if (status != 0) {
            lines.add("FAILED with status " + status);
        }
        return lines;
    }
}
