/**
 * Finding tracks by what people type. Start at {@link io.loist.search.SearchService}.
 */
@NullMarked
package io.loist.search;

import org.jspecify.annotations.NullMarked;
