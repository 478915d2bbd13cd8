package io.loist.storage.internal.keys;

import io.loist.signing.SigningKey;

/**
 * A key, and why it was chosen.
 *
 * @param origin one sentence without secrets
 */
public record DiscoveredKey(SigningKey key, String origin) {}
