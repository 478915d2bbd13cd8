/**
 * Readers of names by libraries that a host may add: Chinese by ICU, Japanese by kuromoji.
 */
@NullMarked
package io.loist.db.internal.reading;

import org.jspecify.annotations.NullMarked;
