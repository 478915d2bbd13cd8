/**
 * The schema: migrations, adoption of the predecessor's, set-up, health, statistics.
 */
@NullMarked
package io.loist.db.internal.schema;

import org.jspecify.annotations.NullMarked;
