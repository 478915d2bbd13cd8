package io.loist.examples.demo;

import java.io.Console;

/** Finds out whether a person is watching. */
final class Terminal {

    private Terminal() {}

    /** Returns whether the output goes to a terminal. */
    @SuppressWarnings("SystemConsoleNull") // before Java 22, null means that the output goes to a file or a pipe
    static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there always is a console, which knows whether it is a terminal
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
