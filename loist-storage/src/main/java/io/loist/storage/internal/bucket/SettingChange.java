package io.loist.storage.internal.bucket;

/**
 * One difference between the settings of a bucket and the wanted ones, as {@code BucketSetup.Change} describes it.
 *
 * @param canBeApplied whether the service can change the setting
 */
public record SettingChange(String setting, String actual, String wanted, boolean canBeApplied) {}
