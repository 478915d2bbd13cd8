package io.loist.storage;

import io.loist.storage.internal.bucket.BucketDoctor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of {@link GcsObjectStore#doctor}, as text for people and as values for programs.
 *
 * @param bucket the bucket that was examined
 * @param account the service account of the store, {@code anonymous} or {@code unknown}
 * @param findings the results of the steps, in the order in which they ran; unmodifiable
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

    /** Returns the steps that failed; empty if none has. */
    public List<Finding> troubles() {
        return findings.stream().filter(finding -> !finding.isGood()).toList();
    }

    /** Returns the report as text: a line for each finding, and its remedy below it. It contains no signature and no key. */
    @Override
    public String toString() {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining("\n", "gs://" + bucket + " as " + account + "\n", ""));
    }

    /**
     * The result of one step.
     *
     * @param step the step, such as {@code write} or {@code permission storage.objects.get}
     * @param problem the failure; empty if the step succeeded
     * @param remedy how to correct it; empty if the step succeeded
     */
    public record Finding(String step, String problem, String remedy) {

        /** Returns whether the step succeeded. */
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
