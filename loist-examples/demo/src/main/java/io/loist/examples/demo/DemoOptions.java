package io.loist.examples.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of the demo.
 *
 * @param music the folder to ingest, or null for the bundled samples
 * @param text what to search for, or null for a few searches derived from the tracks
 * @param keep the folder that keeps database and objects for the next run, or null to remove them
 * @param port where the page listens, or without one the media server; 0 for any free port
 * @param serve whether to show the library in a web page until Enter
 * @param debug whether to print stack traces
 * @param help whether to print the usage and nothing else
 */
record DemoOptions(
        @Nullable Path music,
        @Nullable String text,
        @Nullable Path keep,
        int port,
        boolean serve,
        boolean debug,
        boolean help) {

    static final String USAGE = """
            Arguments:
              --dir FOLDER    ingest this folder of music instead of the bundled samples
              --search TEXT   search for this
              --keep DIR      keep database and objects in DIR, and find them again on the next run
              --serve         show a page to search, browse, play and upload, until Enter
              --port N        show the page, or serve signed URLs, on this port (default: any free port)
              --debug         show stack traces
              --help          show this""";

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if an argument is unknown or lacks its value
     */
    static DemoOptions parse(String[] arguments) {
        Path music = null;
        String text = null;
        Path keep = null;
        int port = 0;
        boolean serve = false;
        boolean debug = false;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--dir" -> music = path(value(arguments, i++));
                case "--search" -> text = value(arguments, i++);
                case "--keep" -> keep = path(value(arguments, i++));
                case "--port" -> port = port(value(arguments, i++));
                case "--serve" -> serve = true;
                case "--debug" -> debug = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("There is no argument \"" + arguments[i] + "\"." + hint(arguments, i));
            }
        }
        return new DemoOptions(music, text, keep, port, serve, debug, help);
    }

    private static String hint(String[] arguments, int at) {
        boolean restOfAValue = at > 1 && arguments[at - 2].startsWith("--") && !arguments[at - 1].startsWith("--");
        return restOfAValue && !arguments[at].startsWith("--")
                ? " Quote a value with spaces: -Dexec.args=\"" + arguments[at - 2] + " '" + arguments[at - 1] + " "
                        + arguments[at] + "'\"."
                : "";
    }

    private static String value(String[] arguments, int at) {
        if (at + 1 == arguments.length) {
            throw new IllegalArgumentException("The argument " + arguments[at] + " needs a value behind it.");
        }
        return arguments[at + 1];
    }

    private static Path path(String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + value + "\" is not a path on this system.", e);
        }
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        throw new IllegalArgumentException("A port is a number from 0 to 65535, not \"" + value + "\".");
    }
}
