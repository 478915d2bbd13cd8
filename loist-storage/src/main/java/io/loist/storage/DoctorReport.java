package io.loist.storage;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link GcsObjectStore#doctor} found, for people to read and programs to check.
 *
 * @param bucket the bucket that was tried
 * @param account the service account that tried it, {@code nobody} or {@code unknown}
 * @param findings what was tried, in that order
 */
public record DoctorReport(String bucket, String account, List<Finding> findings) {

    /** Copies the list. */
    public DoctorReport {
        findings = List.copyOf(findings);
    }

    /** Returns whether all that was tried went well. */
    public boolean isHealthy() {
        return findings.stream().allMatch(Finding::isGood);
    }

    /** Returns what is wrong; empty if nothing is. */
    public List<Finding> troubles() {
        return findings.stream().filter(finding -> !finding.isGood()).toList();
    }

    /** Returns the report, a line for each finding and its remedy below it. It holds no signature and no key. */
    @Override
    public String toString() {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining("\n", "gs://" + bucket + " as " + account + "\n", ""));
    }

    /**
     * One thing that was tried.
     *
     * @param step what, such as {@code write} or {@code permission storage.objects.get}
     * @param problem what is wrong; empty if nothing is
     * @param remedy what to do; empty if nothing is wrong
     */
    public record Finding(String step, String problem, String remedy) {

        public static Finding good(String step) {
            return new Finding(step, "", "");
        }

        /** Returns whether it went well. */
        public boolean isGood() {
            return problem.isEmpty();
        }

        /** Returns the finding in one line, or in two with its remedy. */
        @Override
        public String toString() {
            return isGood() ? "  ok  " + step : "  --  " + step + ": " + problem + "\n      remedy: " + remedy;
        }
    }
}
