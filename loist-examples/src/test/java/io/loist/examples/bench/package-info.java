@NullMarked
package io.loist.examples.bench;

import org.jspecify.annotations.NullMarked;
