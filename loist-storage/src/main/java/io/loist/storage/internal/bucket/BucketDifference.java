package io.loist.storage.internal.bucket;

import com.google.api.client.util.GenericData;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Bucket.IamConfiguration;
import com.google.api.services.storage.model.Bucket.Lifecycle;
import com.google.api.services.storage.model.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The difference between the settings of a bucket and the wanted ones: in words, and as a patch for the JSON API. */
public final class BucketDifference {

    private static final String CORS_LABEL = "loist-cors-rules";
    private static final String LIFECYCLE_LABEL = "loist-lifecycle-rules";
    private static final String NOTHING = "none";
    private static final String DEFAULT_LOCATION = "US";

    private final BucketSettings wanted;
    private final Bucket actual;
    private final Bucket patch = new Bucket();
    private final Map<String, String> labels = new HashMap<>();
    private final List<SettingChange> changes = new ArrayList<>();

    /** Compares; a bucket that does not exist has empty settings. */
    public BucketDifference(BucketSettings wanted, Bucket actual) {
        this.wanted = wanted;
        this.actual = actual;
        compareLocation();
        compareAccess();
        compareKeeping();
        compareRules();
        compareLabels();
    }

    /** Returns the differences, in words. */
    public List<SettingChange> changes() {
        return changes;
    }

    /** Returns the settings to write. */
    public Bucket patch() {
        return patch;
    }

    /** Returns whether there are settings to write. */
    public boolean isPatchNeeded() {
        return changes.stream().anyMatch(SettingChange::canBeApplied);
    }

    private void compareLocation() {
        if (actual.getLocation() == null) {
            String location = wanted.location == null ? DEFAULT_LOCATION : wanted.location;
            change("location", NOTHING, location);
            patch.setLocation(location);
        } else if (wanted.location != null && !actual.getLocation().equalsIgnoreCase(wanted.location)) {
            changes.add(new SettingChange("location", actual.getLocation(), wanted.location, false));
        }
        if (wanted.storageClass != null && !wanted.storageClass.equals(actual.getStorageClass())) {
            change("storage class", text(actual.getStorageClass()), wanted.storageClass);
            patch.setStorageClass(wanted.storageClass);
        }
    }

    private void compareAccess() {
        IamConfiguration access = Objects.requireNonNullElseGet(actual.getIamConfiguration(), IamConfiguration::new);
        boolean uniform = access.getUniformBucketLevelAccess() != null
                && Boolean.TRUE.equals(access.getUniformBucketLevelAccess().getEnabled());
        boolean enforced = "enforced".equals(access.getPublicAccessPrevention());
        if (!uniform) {
            change("uniform bucket-level access", "off", "on");
        }
        if (!enforced) {
            change("public access prevention", text(access.getPublicAccessPrevention()), "enforced");
        }
        if (!uniform || !enforced) {
            patch.setIamConfiguration(new IamConfiguration()
                    .setUniformBucketLevelAccess(new IamConfiguration.UniformBucketLevelAccess().setEnabled(true))
                    .setPublicAccessPrevention("enforced"));
        }
    }

    private void compareKeeping() {
        boolean versioning = actual.getVersioning() != null
                && Boolean.TRUE.equals(actual.getVersioning().getEnabled());
        if (wanted.versioning != null && wanted.versioning != versioning) {
            change("versioning", versioning ? "on" : "off", wanted.versioning ? "on" : "off");
            patch.setVersioning(new Bucket.Versioning().setEnabled(wanted.versioning));
        }
        Long softDelete = actual.getSoftDeletePolicy() == null
                ? null
                : actual.getSoftDeletePolicy().getRetentionDurationSeconds();
        if (wanted.softDelete != null && !Objects.equals(wanted.softDelete.toSeconds(), softDelete)) {
            change(
                    "soft delete",
                    softDelete == null ? NOTHING : softDelete + " s",
                    wanted.softDelete.toSeconds() + " s");
            patch.setSoftDeletePolicy(
                    new Bucket.SoftDeletePolicy().setRetentionDurationSeconds(wanted.softDelete.toSeconds()));
        }
    }

    private void compareRules() {
        BucketRules<Bucket.Cors> cors = new BucketRules<>(actual.getCors(), wanted.cors, label(CORS_LABEL));
        if (!cors.isMet()) {
            changeRules("CORS rule", cors);
            patch.setCors(cors.merged());
            labels.put(CORS_LABEL, cors.label());
        }
        BucketRules<Lifecycle.Rule> lifecycle = new BucketRules<>(
                actual.getLifecycle() == null ? null : actual.getLifecycle().getRule(),
                wanted.lifecycle,
                label(LIFECYCLE_LABEL));
        if (!lifecycle.isMet()) {
            changeRules("lifecycle rule", lifecycle);
            tellOfOldVersions(lifecycle.outdated());
            patch.setLifecycle(new Lifecycle().setRule(lifecycle.merged()));
            labels.put(LIFECYCLE_LABEL, lifecycle.label());
        }
    }

    /** Without the rule that deletes old versions they are kept, as versioning may be on for other reasons, too. */
    private void tellOfOldVersions(List<Lifecycle.Rule> outdated) {
        boolean staysOn = wanted.versioning == null
                && actual.getVersioning() != null
                && Boolean.TRUE.equals(actual.getVersioning().getEnabled());
        outdated.stream()
                .map(rule -> rule.getCondition().getDaysSinceNoncurrentTime())
                .filter(days -> staysOn && days != null)
                .forEach(
                        days -> change(
                                "old versions",
                                "deleted after " + days + " days",
                                "kept for ever, as versioning stays on; turn it off and delete them, or ask for keepOldVersions()"));
    }

    private <T extends GenericData> void changeRules(String setting, BucketRules<T> rules) {
        rules.missing().forEach(rule -> change(setting, NOTHING, BucketRules.describe(rule)));
        rules.outdated().forEach(rule -> change(setting, BucketRules.describe(rule), NOTHING));
    }

    private void compareLabels() {
        wanted.labels.forEach((name, value) -> {
            if (!value.equals(label(name))) {
                change("label " + name, text(label(name)), value);
                labels.put(name, value);
            }
        });
        if (!labels.isEmpty()) {
            patch.setLabels(labels);
        }
    }

    /** Returns the roles that members lack, and adds them to the policy. Bindings with conditions are not changed. */
    public static List<SettingChange> grant(Map<String, List<String>> grants, Policy policy) {
        List<SettingChange> changes = new ArrayList<>();
        List<Policy.Bindings> bindings =
                new ArrayList<>(Objects.requireNonNullElse(policy.getBindings(), List.<Policy.Bindings>of()));
        grants.forEach((role, members) -> {
            Policy.Bindings binding = bindings.stream()
                    .filter(existing -> role.equals(existing.getRole()) && existing.getCondition() == null)
                    .findFirst()
                    .orElseGet(() -> {
                        Policy.Bindings added =
                                new Policy.Bindings().setRole(role).setMembers(List.of());
                        bindings.add(added);
                        return added;
                    });
            List<String> all = new ArrayList<>(binding.getMembers());
            members.stream().filter(member -> !all.contains(member)).forEach(member -> {
                changes.add(new SettingChange("role " + role, NOTHING, member, true));
                all.add(member);
            });
            binding.setMembers(all);
        });
        policy.setBindings(bindings);
        return changes;
    }

    private @Nullable String label(String name) {
        return actual.getLabels() == null ? null : actual.getLabels().get(name);
    }

    private void change(String setting, String from, String to) {
        changes.add(new SettingChange(setting, from, to, true));
    }

    private static String text(@Nullable String value) {
        return value == null ? NOTHING : value;
    }
}
