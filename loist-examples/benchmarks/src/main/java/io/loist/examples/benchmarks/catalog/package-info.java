/** Browsing artists and albums, and what the catalogue costs those who save. */
@NullMarked
package io.loist.examples.benchmarks.catalog;

import org.jspecify.annotations.NullMarked;
