@NullMarked
package io.loist.examples;

import org.jspecify.annotations.NullMarked;
