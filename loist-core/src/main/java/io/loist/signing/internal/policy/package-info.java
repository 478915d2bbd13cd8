/**
 * POST policy documents: their conditions and their JSON.
 */
@NullMarked
package io.loist.signing.internal.policy;

import org.jspecify.annotations.NullMarked;
