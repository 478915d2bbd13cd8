/**
 * Loading many tracks through COPY.
 */
@NullMarked
package io.loist.db.internal.load;

import org.jspecify.annotations.NullMarked;
