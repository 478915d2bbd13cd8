package io.loist.storage;

import io.loist.storage.internal.bucket.BucketDoctor;
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

    static DoctorReport of(String bucket, String account, List<BucketDoctor.Finding> findings) {
        return new DoctorReport(
                bucket,
                account,
                findings.stream()
                        .map(finding -> new Finding(finding.step(), finding.problem(), finding.remedy()))
                        .toList());
    }

    /** Returns whether every step succeeded. */
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
